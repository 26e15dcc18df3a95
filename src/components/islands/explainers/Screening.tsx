/** 检测阳性等于得病吗: a thousand people as a thousand signs, and how many of the positive have the condition. */
import { afterSecondTest, positivePredictiveValue, shares, wholePeople, type Shares } from '#/lib/models/screening.ts';
import { Choice } from './Choice.tsx';
import { Panel } from './Panel.tsx';
import { Slider } from './Slider.tsx';
import { useExplainer } from './state.ts';
import { ValueTable } from './ValueTable.tsx';
import { figure } from './wording.ts';

interface Props {
  /** State at the start: `n=10&se=99&sp=99&r=once`. */
  preset?: string;
}

const PEOPLE = 1000;
const FIELDS = {
  /** Of 1,000 people, how many have the condition. */
  n: { min: 1, max: 300, step: 1, start: 10 },
  /** Sensitivity, %. */
  se: { min: 50, max: 100, step: 0.5, start: 99 },
  /** Specificity, %. */
  sp: { min: 50, max: 100, step: 0.5, start: 99 },
  /** Whether those who are positive are tested again. */
  r: { options: { once: '只测一次', twice: '阳性的人再测一次（原理不同）' }, start: 'once' },
} as const;

const EXAMPLES = [
  { label: '文中的例子', state: { n: 10, se: 99, sp: 99, r: 'once' } },
  { label: '换成更少见的病', state: { n: 1, se: 99, sp: 99, r: 'once' } },
  { label: '在病人多的地方测', state: { n: 100, se: 99, sp: 99, r: 'once' } },
  { label: '阳性的人复查', state: { n: 10, se: 99, sp: 99, r: 'twice' } },
] as const;
const ROWS = [1, 10, 50, 100, 200];

/** 40 signs in a row, 9 units apart. */
const COLUMNS = 40;
const APART = 9;
const DRAWN = {
  truePositive: 'h7v7h-7z',
  falseNegative: 'h7v7h-7z',
  falsePositive: 'm3.5 0l3.5 3.5l-3.5 3.5l-3.5 -3.5z',
  trueNegative: 'm2 2h3v3h-3z',
} as const;

function signs(from: number, count: number, sign: string): string {
  return Array.from({ length: count }, (_, at) => `M${((from + at) % COLUMNS) * APART + 1} ${Math.floor((from + at) / COLUMNS) * APART + 1}${sign}`).join('');
}

const percent = (share: number | undefined): string => (share === undefined ? '—' : figure(100 * share, share > 0 && share < 0.1 || share > 0.99 && share < 1 ? 1 : 0));
const few = (people: number): string => figure(people, people < 10 ? 1 : 0);

/** The thousand, and below them the legend with the four numbers. */
function Crowd({ people }: { people: Shares }) {
  const { truePositive, falseNegative, falsePositive, trueNegative } = people;
  const ill = truePositive + falseNegative;
  return (
    <svg viewBox="0 0 360 290" role="img" aria-labelledby="screening-crowd-title screening-crowd-desc">
      <title id="screening-crowd-title">1000个人的检测结果</title>
      <desc id="screening-crowd-desc">{`1000个人，每人一个记号。有病的${ill}人排在最前面：${truePositive}人阳性，${falseNegative}人阴性。没病的${PEOPLE - ill}人：${falsePositive}人阳性，${trueNegative}人阴性。`}</desc>
      <path class="plot-mark" d={signs(0, truePositive, DRAWN.truePositive)} />
      <path class="plot-mark-line" d={signs(truePositive, falseNegative, DRAWN.falseNegative)} />
      <path class="plot-solid" d={signs(ill, falsePositive, DRAWN.falsePositive)} />
      <path class="plot-ink" d={signs(ill + falsePositive, trueNegative, DRAWN.trueNegative)} />
      <path class="plot-mark" d="M1 245h11v11h-11z" />
      <text class="plot-text" x="18" y="256">有病，阳性 {truePositive}</text>
      <path class="plot-mark-line" d="M182 246h9v9h-9z" />
      <text class="plot-text" x="198" y="256">有病，阴性 {falseNegative}</text>
      <path class="plot-solid" d="M6.5 268l6 6l-6 6l-6 -6z" />
      <text class="plot-text" x="18" y="280">没病，阳性 {falsePositive}</text>
      <path class="plot-ink" d="M185 272h4v4h-4z" />
      <text class="plot-text" x="198" y="280">没病，阴性 {trueNegative}</text>
    </svg>
  );
}

/** All who are positive as one bar: with the condition, without. */
function Positives({ share }: { share: number | undefined }) {
  const ill = 340 * (share ?? 0);
  return (
    <svg viewBox="0 0 360 66" role="img" aria-labelledby="screening-bar-title screening-bar-desc">
      <title id="screening-bar-title">阳性的人里有多少真有病</title>
      <desc id="screening-bar-desc">{share === undefined ? '没有人阳性。' : `阳性的人画成一条：真有病的占${percent(share)}%，没病的占${percent(1 - share)}%。`}</desc>
      <text class="plot-text" x="10" y="15">阳性的人里：</text>
      {share !== undefined && (
        <>
          <rect class="plot-mark" x="10" y="23" width={figure(ill, 1)} height="22" />
          <rect class="plot-soft" x={figure(10 + ill, 1)} y="23" width={figure(340 - ill, 1)} height="22" />
          <text class="plot-text" x="10" y="62">真有病 {percent(share)} %</text>
          <text class="plot-text" x="350" y="62" text-anchor="end">没病 {percent(1 - share)} %</text>
        </>
      )}
      <rect class="plot-axis" x="10" y="23" width="340" height="22" />
    </svg>
  );
}

export default function Screening({ preset }: Props) {
  const { values, set, reset, link } = useExplainer('explainer-screening', FIELDS, preset);
  const { n, se, sp, r } = values;
  const after = (ill: number): Shares => {
    const first = shares(ill / PEOPLE, se / 100, sp / 100);
    return r === 'twice' ? afterSecondTest(first, se / 100, sp / 100) : first;
  };
  const result = after(n);
  const people = wholePeople(result, PEOPLE);
  const share = positivePredictiveValue(result);
  const positive = r === 'twice' ? '两次都是阳性' : '阳性';
  const all = people.truePositive + people.falsePositive;
  const says =
    all === 0
      ? `1000人里有${n}人得病，按整数算没有人${positive}。`
      : `1000人里有${n}人得病。检测以后约有${all}人${positive}，其中${people.truePositive}人真有病：阳性的人里，真有病的约占百分之${percent(share)}。阴性的人里，平均漏掉${few(PEOPLE * result.falseNegative)}个病人。`;
  return (
    <Panel
      reset={reset}
      link={link}
      says={says}
      figure={
        <>
          <Crowd people={people} />
          <Positives share={share} />
        </>
      }
      controls={
        <>
          <Slider id="screening-n" label="1000人里有病的" field={FIELDS.n} value={n} shown={`${n}人`} spoken={`${n}人`} onChange={(next) => { set({ n: next }); }} />
          <Slider id="screening-se" label="灵敏度（有病的测出阳性）" field={FIELDS.se} value={se} shown={`${se} %`} spoken={`百分之${se}`} onChange={(next) => { set({ se: next }); }} />
          <Slider id="screening-sp" label="特异度（没病的测出阴性）" field={FIELDS.sp} value={sp} shown={`${sp} %`} spoken={`百分之${sp}`} onChange={(next) => { set({ sp: next }); }} />
          <Choice id="screening-r" label="测几次" field={FIELDS.r} value={r} onChange={(next) => { set({ r: next }); }} />
        </>
      }
      examples={EXAMPLES.map(({ label, state }) => ({ label, active: state.n === n && state.se === se && state.sp === sp && state.r === r, go: () => { set(state); } }))}
    >
      <ValueTable
        caption={`灵敏度${se} %、特异度${sp} %，${r === 'twice' ? '再测一次阳性的人' : '测一次'}`}
        head={['每1000人里有病的', '真阳性（人）', '假阳性（人）', '阳性里真有病的']}
        rows={ROWS.map((ill) => {
          const row = after(ill);
          return [`${ill}人`, few(PEOPLE * row.truePositive), few(PEOPLE * row.falsePositive), `${percent(positivePredictiveValue(row))} %`];
        })}
        current={ROWS.indexOf(n)}
      />
    </Panel>
  );
}
