/** 图片: what is in the media folder and where it is used; add by dragging, put another in its place, give another name. */
import { useRef, useState } from 'preact/hooks';
import { BASE } from '#/cms/browser/api.ts';
import { base64Of } from '#/cms/browser/files.ts';
import { faultText, send, useAnswer } from '#/cms/desk/answers.ts';
import type { Panel, PanelProps } from '#/cms/desk/panels.ts';
import { Outcome, useAction } from '#/cms/desk/ui/action.tsx';
import { confirmed } from '#/cms/desk/ui/confirm.ts';
import { FormRow } from '#/cms/desk/ui/form-row.tsx';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';
import { may } from '#/cms/permissions.ts';

interface Use { path: string; title: string; collection: string; slug: string; draft?: boolean }
interface Row { path: string; name: string; size: number; url: string; uses: Use[] }

/** Rows shown before somebody asks for more: each has a picture to fetch. */
const SHOWN = 24;
const KINDS = 'image/jpeg,image/png,image/webp,image/avif,image/heic';

const sizeText = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

interface CardProps {
  row: Row;
  user: PanelProps['user'];
  run: (work: () => Promise<string>) => Promise<boolean>;
  reload: () => void;
}

function Card({ row, user, run, reload }: CardProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string>();
  const after = async (work: () => Promise<string>): Promise<void> => { if (await run(work)) reload(); };
  const replace = (file: File | undefined): void => {
    if (file) void after(async () => {
      const { changed } = await send<{ changed: number }>('pictures/replace', { path: row.path, content: await base64Of(file) });
      return `已换成新图，改了 ${changed} 个条目，正在发布`;
    });
  };
  const rename = (): void => {
    void after(async () => {
      const { path } = await send<{ path: string }>('pictures/rename', { path: row.path, name: name ?? '' });
      setName(undefined);
      return `已改名为 ${path.replace(/^.*\//, '')}`;
    });
  };
  const remove = (): void => {
    void confirmed({ title: '删除图片', text: `删除 ${row.name}？历史里还找得回来。`, action: '删除' }).then((yes) => {
      if (yes) void after(async () => {
        await send('pictures/remove', { path: row.path });
        return '已删除';
      });
    });
  };
  return (
    <li class="picture">
      <img src={row.url} alt="" loading="lazy" decoding="async" />
      <div>
        <h3>{row.name}</h3>
        <p class="hint">{sizeText(row.size)} · {row.uses.length === 0 ? '没有条目用到它' : `用在 ${row.uses.length} 处：`}</p>
        {row.uses.length > 0 && <ul>{row.uses.map((use) => <li key={`${use.path}${use.draft ? ' draft' : ''}`}><a href={`${BASE}admin/#/collections/${use.collection}/entries/${use.slug}`}>{use.title}</a>{use.draft && '（草稿）'}</li>)}</ul>}
        {name !== undefined && (
          <div class="form-line">
            <FormRow label="新的名字" hint="汉字会写成拼音">{(tied) => <input {...tied} value={name} maxLength={80} onInput={(event) => { setName(event.currentTarget.value); }} />}</FormRow>
            <button type="button" disabled={name.trim() === ''} onClick={rename}>改名</button>
            <button type="button" class="plain" onClick={() => { setName(undefined); }}>取消</button>
          </div>
        )}
        <div class="buttons">
          {may(user.role, 'publish.run') && (
            <>
              <input ref={chooser} type="file" accept={KINDS} hidden onChange={(event) => { replace(event.currentTarget.files?.[0]); }} />
              <button type="button" class="plain" aria-label={`换一张图：${row.name}`} onClick={() => { chooser.current?.click(); }}>换一张图</button>
              {name === undefined && <button type="button" class="plain" aria-label={`改名：${row.name}`} onClick={() => { setName(''); }}>改名</button>}
            </>
          )}
          {may(user.role, 'media.delete') && row.uses.length === 0 && <button type="button" class="danger" aria-label={`删除：${row.name}`} onClick={remove}>删除</button>}
        </div>
      </div>
    </li>
  );
}

function Media({ user }: PanelProps) {
  const answer = useAnswer<Row[]>('pictures');
  const { busy, told, run } = useAction();
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(SHOWN);
  const add = (files: readonly File[]): void => {
    if (files.length > 0) void run(async () => {
      // One that is refused does not keep the others away.
      const refused: string[] = [];
      for (const file of files) {
        try {
          await send('pictures/add', { name: file.name, content: await base64Of(file) });
        } catch (error) {
          refused.push(`${file.name}：${faultText(error)}`);
        }
      }
      if (refused.length > 0) throw new Error([...(files.length > refused.length ? [`上传了 ${files.length - refused.length} 张`] : []), ...refused].join('；'));
      return `已上传 ${files.length} 张`;
    }).then(() => { answer.reload(); });
  };
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    add([...(event.dataTransfer?.files ?? [])]);
  };
  return (
    <>
      <div class="drop" onDragOver={(event) => { event.preventDefault(); }} onDrop={dropped}>
        <FormRow label="上传图片" hint="把图片拖到这里，或者选择文件：JPEG、PNG、WebP、HEIC，最多 20 MB。位置、姓名等信息会去掉，长边最多 2400 像素；替代文本在条目里写。">
          {(tied) => <input {...tied} type="file" multiple accept={KINDS} disabled={busy} onChange={(event) => {
            add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }} />}
        </FormRow>
      </div>
      <Outcome told={told} />
      <Waiting answer={answer}>{(rows) => {
        const found = rows.filter(({ name, uses }) => query === '' || name.includes(query.toLowerCase()) || uses.some(({ title }) => title.includes(query)));
        return (
          <>
            <FormRow label="找图片" hint="文件名，或用到它的条目的标题">{(tied) => <input {...tied} type="search" value={query} onInput={(event) => { setQuery(event.currentTarget.value.trim()); }} />}</FormRow>
            <p role="status">共 {found.length} 张</p>
            <ul class="pictures">{found.slice(0, shown).map((row) => <Card key={row.path} row={row} user={user} run={run} reload={answer.reload} />)}</ul>
            {found.length > shown && <button type="button" class="plain" onClick={() => { setShown(shown + SHOWN); }}>再显示 {Math.min(SHOWN, found.length - shown)} 张</button>}
          </>
        );
      }}</Waiting>
    </>
  );
}

export const media: Panel = { id: 'media', title: '图片', allowed: (role) => may(role, 'content.read'), component: Media };
