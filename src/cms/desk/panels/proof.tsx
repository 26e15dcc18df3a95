/** The rows of a form that ask for the password again, and for a code where the account has a second factor. */
import { FormRow } from '#/cms/desk/ui/form-row.tsx';

export interface GivenProof {
  password: string;
  code?: string;
}

/** What the rows hold. */
export function proofOf(data: FormData): GivenProof {
  const code = String(data.get('code') ?? '');
  return { password: String(data.get('password') ?? ''), ...(code && { code }) };
}

export function ProofRows({ label = '密码', totp }: { label?: string; totp: boolean }) {
  return (
    <>
      <FormRow label={label}>{(tied) => <input {...tied} type="password" name="password" autocomplete="current-password" required />}</FormRow>
      {totp && <FormRow label="验证码" hint="验证器应用里现在显示的 6 位数字，或一个备用码。">{(tied) => <input {...tied} name="code" autocomplete="one-time-code" spellcheck={false} required />}</FormRow>}
    </>
  );
}
