/**
 * A quiz to practise with, and its sheet to print. Which order the questions come in stands in the address
 * (`?seed=`), so that a class gets the same sheet by a link. Nothing leaves the device and nothing is kept on
 * it. Without a script the sheet stands alone, with its answers folded in.
 */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Practice, START } from '#/components/quizzes/Practice.tsx';
import { Sheet } from '#/components/quizzes/Sheet.tsx';
import { dealSheet, readSheetAddress, writeSheetAddress, type SheetAddress, type SheetItem } from '#/lib/quiz-sheet.ts';
import '#/styles/quiz.css';

export interface Props {
  items: SheetItem[];
}

const PLAIN: SheetAddress = { seed: '', answers: false };
const SEEDS = 9000;

export default function Quiz({ items }: Props) {
  const [ready, setReady] = useState(false);
  const [address, setAddress] = useState(PLAIN);
  const [practising, setPractising] = useState(true);
  const [progress, setProgress] = useState(START);
  const [said, setSaid] = useState('');
  const sheet = useMemo(() => dealSheet(items, address.seed), [items, address.seed]);

  useEffect(() => {
    const read = () => {
      const next = readSheetAddress(location.search);
      setAddress(next);
      setProgress(START);
      if (next.answers) setPractising(false);
    };
    read();
    setReady(true);
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);

  const go = (next: SheetAddress, words: string) => {
    history.replaceState(history.state, '', location.pathname + writeSheetAddress(next));
    setAddress(next);
    setSaid(words);
  };
  const deal = (seed: string) => {
    go({ ...address, seed }, seed ? `换成了卷号 ${seed}` : '回到了原来的次序');
    setProgress(START);
  };
  const print = (answers: boolean) => {
    go({ ...address, answers }, '');
    // The browser prints what is painted: two frames later the key is there, or gone.
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
  };
  const copy = () => {
    const { href } = location;
    // Only pages from a secure address may write to the clipboard; elsewhere the address is shown to be copied by hand.
    const done = () => setSaid('网址已经复制，打开它的人看到的是同一份题。');
    const failed = () => setSaid(`请复制这个网址：${href}`);
    if ('clipboard' in navigator) navigator.clipboard.writeText(href).then(done, failed);
    else failed();
  };

  return (
    <div class="quiz">
      {ready && practising && <Practice key={address.seed} items={sheet} progress={progress} onChange={setProgress} />}
      {ready && (
        <div class="quiz-tools" role="group" aria-label="这一份题">
          <button type="button" aria-pressed={!practising} onClick={() => setPractising(!practising)}>
            看整张卷子
          </button>
          <button type="button" onClick={() => deal(String(1000 + Math.floor(Math.random() * SEEDS)))}>
            换一份次序
          </button>
          {address.seed && (
            <button type="button" onClick={() => deal('')}>
              用原来的次序
            </button>
          )}
          <button type="button" onClick={copy}>
            复制这一份的网址
          </button>
          <button type="button" onClick={() => print(false)}>
            打印题目
          </button>
          <button type="button" onClick={() => print(true)}>
            打印题目和答案
          </button>
          <p class="meta" role="status">
            {said || (address.seed && `卷号 ${address.seed}`)}
          </p>
        </div>
      )}
      <div class={ready && practising ? 'quiz-paper' : undefined}>
        <Sheet items={sheet} seed={address.seed} answers={ready && address.answers} />
      </div>
    </div>
  );
}
