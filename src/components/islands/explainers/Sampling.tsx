/** 一次试验能相信吗: one sample of seeds with its interval, and what a thousand repetitions would have brought. */
import { useMemo } from 'preact/hooks';
import { atLeast, binomial, drawMany, drawSample, earlyStop, randomSource, usualRange, wilsonInterval, type TwoStage } from '#/lib/models/sampling.ts';
import { Choice } from './Choice.tsx';
import { Panel } from './Panel.tsx';
import { path, Plot, type Axis, type Scales } from './Plot.tsx';
import { Slider } from './Slider.tsx';
import { useExplainer } from './state.ts';
import { ValueTable } from './ValueTable.tsx';
import { figure } from './wording.ts';

interface Props {
  /** State at the start: `p=60&n=10&l=80&m=many&d=1`. */
  preset?: string;
}

const FIELDS = {
  /** True rate of germination, %. */
  p: { min: 5, max: 95, step: 5, start: 60 },
  /** Seeds in a sample. */
  n: { min: 5, max: 200, step: 5, start: 10 },
  /** Standard set beforehand, % that germinate. */
  l: { min: 10, max: 100, step: 5, start: 80 },
  m: { options: { once: '只看这一次', many: '再重复1000次' }, start: 'many' },
  /** Number of the draw; the same number, the same seeds. */
  d: { min: 1, max: 9999, step: 1, start: 1 },
} as const;

const TIMES = 1000;
const EXAMPLES = [
  { label: '文中的10粒种子', state: { p: 60, n: 10, l: 80 } },
  { label: '同样的种子，抽100粒', state: { p: 60, n: 100, l: 80 } },
  { label: '种子真的变好了', state: { p: 80, n: 10, l: 80 } },
  { label: '掷硬币10次', state: { p: 50, n: 10, l: 70 } },
] as const;
const ROWS = [10, 20, 50, 100, 200];
const X: Axis = { from: 0, to: 100, ticks: [0, 20, 40, 60, 80, 100], label: '发芽的比例（%）' };
/** Simon 1989: for a rate of 5 % against 25 %. */
const DESIGN: TwoStage = { firstSize: 9, firstStop: 0, size: 24 };
const DESIGN_RATES = [5, 15, 25];

const COLUMNS = 25;
const RING = 'a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z';
const percent = (share: number): string => figure(100 * share, share > 0 && share < 0.095 ? 1 : 0);
/** A chance that is not nothing is not shown as nothing. */
const chance = (share: number): string => (share < 0.0005 ? '不到0.05 %' : `${percent(share)} %`);

/** The seeds of this one sample: full ones germinated. */
function Seeds({ sample }: { sample: readonly boolean[] }) {
  const at = (wanted: boolean): string => sample.map((good, index) => (good === wanted ? `M${(index % COLUMNS) * 14 + 6} ${Math.floor(index / COLUMNS) * 14 + 30}${RING}` : '')).join('');
  const good = sample.filter(Boolean).length;
  return (
    <svg viewBox={`0 0 360 ${40 + Math.ceil(sample.length / COLUMNS) * 14}`} role="img" aria-labelledby="sampling-seeds-title sampling-seeds-desc">
      <title id="sampling-seeds-title">这一次抽到的种子</title>
      <desc id="sampling-seeds-desc">{`抽了${sample.length}粒，发芽的${good}粒画成实心，没发芽的${sample.length - good}粒画成空心。`}</desc>
      <text class="plot-text" x="6" y="15">这一次：{sample.length}粒里发芽{good}粒（实心）</text>
      <path class="plot-solid" d={at(true)} />
      <path class="plot-mark-line" d={at(false)} />
    </svg>
  );
}

/** Bars from `from` to `to` successes. */
function bars(counts: readonly number[], from: number, to: number, { x, y }: Scales): string {
  const size = counts.length - 1;
  const half = 50 / (size + 1) - Math.min(1, 8 / (size + 1));
  return counts.map((count, good) => {
    const middle = (100 * good) / size;
    return good < from || good > to || count === 0 ? '' : `M${x(Math.max(0, middle - half))} ${y(0)}V${y(count)}H${x(Math.min(100, middle + half))}V${y(0)}z`;
  }).join('');
}

export default function Sampling({ preset }: Props) {
  const { values, set, reset, link } = useExplainer('explainer-sampling', FIELDS, preset);
  const { p, n, l, m, d } = values;
  const rate = p / 100;
  const { sample, results } = useMemo(() => {
    const random = randomSource(d);
    return { sample: drawSample(rate, n, random), results: drawMany(rate, n, TIMES, random) };
  }, [rate, n, d]);
  const good = sample.filter(Boolean).length;
  const interval = wilsonInterval(good, n);
  const least = (size: number): number => Math.ceil((l * size) / 100 - 1e-9);
  const counts = useMemo(() => results.reduce((list, count) => ((list[count] = (list[count] ?? 0) + 1), list), new Array<number>(n + 1).fill(0)), [results, n]);
  const passed = results.filter((count) => count >= least(n)).length;
  const held = results.filter((count) => {
    const { low, high } = wilsonInterval(count, n);
    return low <= rate && rate <= high;
  }).length;
  const exact = binomial(rate, n).map((probability) => TIMES * probability);
  const most = Math.max(...exact, ...counts);
  const top = [50, 100, 200, 400, 600, 800].find((value) => value > 1.2 * most) ?? 1200;
  const many = m === 'many';
  const between = `百分之${percent(interval.low)}到百分之${percent(interval.high)}之间`;
  const says = `这一次抽${n}粒，发芽${good}粒，占百分之${percent(good / n)}，${good >= least(n) ? '达到' : '没有达到'}百分之${l}的标准。只凭这一次，真正的发芽率大概在${between}。${many ? `再重复1000次，有${passed}次达到标准；1000个这样估出的区间，有${held}个包住了真正的百分之${p}。` : ''}`;
  return (
    <Panel
      reset={reset}
      link={link}
      says={says}
      figure={
        <>
          <Seeds sample={sample} />
          <Plot
            id="sampling-plot"
            title={many ? '这一次的估计，和1000次重复的结果' : '这一次的估计'}
            description={`竖虚线是真正的发芽率${p}%。上面的横线是这一次估出的区间，${between}。${many ? `柱子是1000次重复里各种结果出现的次数，深色的${passed}次达到了标准；折线是按二项分布算出的次数。` : ''}`}
            x={X}
            y={{ from: 0, to: top, ticks: many ? [0, top / 2, top] : [], label: many ? '1000次里出现的次数' : '' }}
          >
            {(scale) => {
              const height = scale.y(0.93 * top);
              return (
                <>
                  {many && <path class="plot-soft" d={bars(counts, 0, least(n) - 1, scale)} />}
                  {many && <path class="plot-solid" d={bars(counts, least(n), n, scale)} />}
                  {many && <path class="plot-axis" d={path(exact.map((count, at) => [(100 * at) / n, count] as const), scale)} />}
                  <path class="plot-dash" d={`M${scale.x(p)} ${scale.y(0)}V${scale.y(top)}`} />
                  <path class="plot-mark-line" d={`M${scale.x(100 * interval.low)} ${height - 5}v10m0 -5H${scale.x(100 * interval.high)}m0 -5v10`} />
                  <circle class="plot-mark" cx={scale.x((100 * good) / n)} cy={height} r="6" />
                </>
              );
            }}
          </Plot>
        </>
      }
      controls={
        <>
          <button type="button" onClick={() => { set({ d: (d % FIELDS.d.max) + 1 }); }}>换一批种子再抽一次</button>
          <Slider id="sampling-p" label="种子真正的发芽率" field={FIELDS.p} value={p} shown={`${p} %`} spoken={`百分之${p}`} onChange={(next) => { set({ p: next }); }} />
          <Slider id="sampling-n" label="每次抽几粒" field={FIELDS.n} value={n} shown={`${n}粒`} spoken={`${n}粒`} onChange={(next) => { set({ n: next }); }} />
          <Slider id="sampling-l" label="事先定的标准：至少发芽" field={FIELDS.l} value={l} shown={`${l} %`} spoken={`百分之${l}`} onChange={(next) => { set({ l: next }); }} />
          <Choice id="sampling-m" label="一次还是许多次" field={FIELDS.m} value={m} onChange={(next) => { set({ m: next }); }} />
        </>
      }
      examples={EXAMPLES.map(({ label, state }) => ({ label, active: state.p === p && state.n === n && state.l === l, go: () => { set(state); } }))}
    >
      <ValueTable
        caption={`真正的发芽率是${p} %时，抽多少粒有什么不同`}
        head={['每次抽', '结果通常落在（95 %的时候）', `碰到${l} %或更多的机会`]}
        rows={ROWS.map((size) => {
          const { low, high } = usualRange(rate, size);
          return [`${size}粒`, `${figure((100 * low) / size)} %—${figure((100 * high) / size)} %`, chance(atLeast(rate, size, least(size)))];
        })}
        current={ROWS.indexOf(n)}
      />
      <ValueTable
        caption={`早一点失败：先试${DESIGN.firstSize}次，一次都不成就停下，否则试满${DESIGN.size}次`}
        head={['办法真正的成功率', '早早停下的机会', '平均试几次']}
        rows={DESIGN_RATES.map((value) => {
          const { stops, expectedSize } = earlyStop(value / 100, DESIGN);
          return [`${value} %`, `${percent(stops)} %`, `${figure(expectedSize, 1)}次`];
        })}
      />
    </Panel>
  );
}
