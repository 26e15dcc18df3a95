/** What stands where an answer of the server is to come: waiting, why it did not come, or the answer. */
import type { ComponentChildren } from 'preact';
import type { Answer } from '#/cms/desk/answers.ts';
import { Notice } from './notice.tsx';

export function Waiting<T>({ answer, children }: { answer: Answer<T>; children: (data: T) => ComponentChildren }) {
  return (
    <>
      {answer.error !== undefined && <Notice kind="fault">{answer.error} <button type="button" class="plain" onClick={answer.reload}>再试一次</button></Notice>}
      {answer.data === undefined ? answer.error === undefined && <p role="status">正在读取…</p> : children(answer.data)}
    </>
  );
}
