/** Turning the second factor on and off, and its recovery codes. */
import { useState } from 'preact/hooks';
import type { QrCode } from '#/lib/qr.ts';
import { send } from '#/cms/desk/answers.ts';
import { Outcome, useAction } from '#/cms/desk/ui/action.tsx';
import { FormRow } from '#/cms/desk/ui/form-row.tsx';
import { Notice } from '#/cms/desk/ui/notice.tsx';
import type { OwnAccount } from './account.tsx';
import { ProofRows, proofOf } from './proof.tsx';

interface Begun { secret: string; qr: QrCode }

function Codes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  return (
    <Notice kind="warning">
      <p><strong>请把这些备用码抄下来或打印出来，放在稳妥的地方。只显示这一次。</strong>手机丢了的时候，一个备用码可以代替一次验证码。</p>
      <ul class="codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <p class="buttons"><button type="button" onClick={() => { window.print(); }} class="plain">打印</button><button type="button" onClick={done}>已经收好了</button></p>
    </Notice>
  );
}

function SetUp({ begun: { secret, qr }, confirmed }: { begun: Begun; confirmed: (codes: string[]) => void }) {
  const { busy, told, run } = useAction();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget as HTMLFormElement).get('code'));
    void run(async () => {
      confirmed((await send<{ codes: string[] }>('account/totp/confirm', { code })).codes);
      return '';
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <p>用手机上的验证器应用（任何支持 TOTP 的都可以）扫下面的码，或者手工输入密钥：</p>
      <svg class="qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label="二维码，内容是下面的密钥"><path class="qr-paper" d={`M0 0h${qr.size}v${qr.size}H0z`} /><path d={qr.path} /></svg>
      <p><code class="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code></p>
      <FormRow label="应用里显示的 6 位数字">{(tied) => <input {...tied} name="code" inputMode="numeric" autocomplete="one-time-code" required />}</FormRow>
      <Outcome told={told} />
      <button disabled={busy}>开启两步登录</button>
    </form>
  );
}

export function SecondFactor({ own, reload, first }: { own: OwnAccount; reload: () => void; first: boolean }) {
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<string[]>();
  const { busy, told, run } = useAction();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = proofOf(new FormData(form));
    const asked = (event.submitter as HTMLButtonElement | null)?.value;
    void run(async () => {
      if (asked === 'begin') setBegun(await send<Begun>('account/totp/begin', given));
      else if (asked === 'codes') setCodes((await send<{ codes: string[] }>('account/recovery-codes', given)).codes);
      else await send('account/totp/off', given);
      form.reset();
      if (asked !== 'begin') reload();
      return asked === 'off' ? '两步登录已关闭。别处的登录都已退出。' : '';
    });
  };
  const done = (): void => {
    setCodes(undefined);
    setBegun(undefined);
    if (first) location.reload();
    else reload();
  };
  return (
    <section>
      <h2>两步登录</h2>
      {codes ? <Codes codes={codes} done={done} /> : begun ? <SetUp begun={begun} confirmed={setCodes} /> : (
        <form class="form" onSubmit={submit}>
          <p>{own.totp ? `已开启。还有 ${own.recoveryCodes} 个备用码没有用过。` : '登录时除了密码，再输入手机验证器应用里的一次性数字。密码被人知道了，别人也进不来。'}</p>
          <ProofRows totp={own.totp} />
          <Outcome told={told} />
          <p class="buttons">
            {own.totp
              ? <><button value="codes" class="plain" disabled={busy}>换一批备用码</button><button value="off" class="danger" disabled={busy}>关闭两步登录</button></>
              : <button value="begin" disabled={busy}>开始设置</button>}
          </p>
        </form>
      )}
    </section>
  );
}
