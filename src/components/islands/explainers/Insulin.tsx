/** 胰岛素与血糖: a meal, a body that answers or does not, and what insulin from outside does. No medical advice. */
import { course, HEALTHY, released, type Body, type Point } from '#/lib/models/insulin.ts';
import { Choice } from './Choice.tsx';
import { Panel } from './Panel.tsx';
import { path, Plot, type Axis } from './Plot.tsx';
import { Slider } from './Slider.tsx';
import { useExplainer } from './state.ts';
import { ValueTable } from './ValueTable.tsx';
import { figure } from './wording.ts';

interface Props {
  /** State at the start: `who=healthy&c=50&d=0`. */
  preset?: string;
}

const FIELDS = {
  who: { options: { healthy: '健康', few: '胰岛素只有五分之一', none: '没有胰岛素', deaf: '细胞只回应五分之一' }, start: 'healthy' },
  /** Carbohydrate of the meal, g. */
  c: { min: 0, max: 60, step: 10, start: 50 },
  /** Insulin from outside, % of what the healthy model releases after a bowl of rice. */
  d: { min: 0, max: 200, step: 25, start: 0 },
} as const;
const BODIES: Record<keyof typeof FIELDS.who.options, Body> = { healthy: HEALTHY, few: { release: 0.2, answer: 1 }, none: { release: 0, answer: 1 }, deaf: { release: 1, answer: 0.2 } };

const HOURS = 6;
import { joinUnits } from '#/lib/units.ts';
/** mU that the healthy model releases in the hours after a bowl of rice: the measure for insulin from outside. */
const BOWL = released(HEALTHY, course(HEALTHY, 50, 0, HOURS));
/** mU/L of the healthy model before a meal. */
const BASE = course(HEALTHY, 0, 0, 0)[0]?.insulin ?? 1;
const X: Axis = { from: 0, to: HOURS, ticks: [0, 1, 2, 3, 4, 5, 6], label: '吃饭以后（小时）' };
const GLUCOSE: Axis = { from: 0, to: 25, ticks: [0, 5, 10, 15, 20, 25], label: '血糖（mmol/L）' };
const INSULIN: Axis = { from: 0, to: 8, ticks: [0, 2, 4, 6, 8], label: '胰岛素（健康人空腹时的倍数）' };
const ROWS = [0, 1, 2, 3, 4, 6];

const EXAMPLES = [
  { label: '健康', who: 'healthy', d: 0 },
  { label: '没有胰岛素', who: 'none', d: 0 },
  { label: '补进来', who: 'none', d: 100 },
  { label: '补得太多', who: 'none', d: 200 },
] as const;

/** Every fifth minute is enough for a drawing. */
const thin = (points: readonly Point[]): readonly Point[] => points.filter((_, at) => at % 5 === 0);
const extreme = (points: readonly Point[], better: (a: number, b: number) => boolean): Point => points.reduce((best, point) => (better(point.glucose, best.glucose) ? point : best));
const minutes = (time: number): string => (time < 1 ? `${figure(time * 60)}分钟` : `${figure(time, 1)}小时`);

export default function Insulin({ preset }: Props) {
  const { values, set, reset, link } = useExplainer('explainer-insulin', FIELDS, preset);
  const { who, c, d } = values;
  const points = course(BODIES[who], c, (d / 100) * BOWL, HOURS);
  const healthy = course(HEALTHY, c, 0, HOURS);
  const compared = who !== 'healthy' || d > 0;
  const [first] = points;
  const top = extreme(points, (a, b) => a > b);
  const bottom = extreme(points, (a, b) => a < b);
  const last = points.at(-1);
  // 《中国2型糖尿病防治指南》: 3.9 for those who are treated, 2.8 for others; the model's own dip after a meal is neither.
  const low = d > 0 && bottom.glucose < (who === 'healthy' ? 2.8 : 3.9);
  const rises = top.time > 0.1;
  const says = `${FIELDS.who.options[who]}：${c > 0 ? `吃下${c}克碳水化合物，` : '不吃饭，'}血糖从每升${figure(first?.glucose ?? 0, 1)}毫摩尔${rises ? `升到最高${figure(top.glucose, 1)}（${minutes(top.time)}后），` : '开始，'}6小时后是${figure(last?.glucose ?? 0, 1)}。${low ? `最低到${figure(bottom.glucose, 1)}，这是低血糖，会有生命危险。` : ''}`;
  const glucose = (each: readonly Point[]) => thin(each).map((point) => [point.time, Math.min(point.glucose, GLUCOSE.to)] as const);
  const insulin = (each: readonly Point[]) => thin(each).map((point) => [point.time, Math.min(point.insulin / BASE, INSULIN.to)] as const);
  return (
    <>
      <p class="explainer-warning" role="note">
        <strong>这不是医疗建议。</strong>这里画的是教学模型，不是任何人的身体；用不用胰岛素、用多少，只能由医生决定。
      </p>
      <Panel
        reset={reset}
        link={link}
        says={says}
        figure={
          <>
            <Plot id="insulin-glucose" title="饭后的血糖" description={`${says}色带是空腹时的正常范围，3.9到6.1。${compared ? '虚线是健康人吃同样一餐。' : ''}`} x={X} y={GLUCOSE}>
              {(scale) => (
                <>
                  <rect class="plot-soft" x={scale.x(0)} y={scale.y(6.1)} width={scale.x(HOURS) - scale.x(0)} height={scale.y(3.9) - scale.y(6.1)} />
                  {compared && <path class="plot-dash" d={path(glucose(healthy), scale)} />}
                  <path class="plot-line" d={path(glucose(points), scale)} />
                  {rises && <circle class="plot-mark" cx={scale.x(top.time)} cy={scale.y(Math.min(top.glucose, GLUCOSE.to))} r="6" />}
                  {low && <circle class="plot-mark" cx={scale.x(bottom.time)} cy={scale.y(bottom.glucose)} r="6" />}
                </>
              )}
            </Plot>
            <Plot id="insulin-insulin" title="血里的胰岛素" description={`胰岛素是健康人空腹时的几倍：饭前${figure((first?.insulin ?? 0) / BASE, 1)}倍，最高${figure(Math.max(...points.map((point) => point.insulin)) / BASE, 1)}倍。`} x={X} y={INSULIN}>
              {(scale) => (
                <>
                  {compared && <path class="plot-dash" d={path(insulin(healthy), scale)} />}
                  <path class="plot-line" d={path(insulin(points), scale)} />
                </>
              )}
            </Plot>
          </>
        }
        controls={
          <>
            <Choice id="insulin-who" label="什么样的身体" field={FIELDS.who} value={who} onChange={(next) => { set({ who: next }); }} />
            <Slider id="insulin-c" label="这一餐的碳水化合物" field={FIELDS.c} value={c} shown={`${c} g`} spoken={`${c}克`} onChange={(next) => { set({ c: next }); }} />
            <Slider id="insulin-d" label="从外面补的胰岛素" field={FIELDS.d} value={d} shown={`${d} %`} spoken={`健康人一餐所放的百分之${d}`} onChange={(next) => { set({ d: next }); }} />
          </>
        }
        examples={EXAMPLES.map(({ label, ...at }) => ({ label, active: who === at.who && d === at.d && c === 50, go: () => { set({ ...at, c: 50 }); } }))}
      >
        <p class="meta">{joinUnits(`图上的色带是空腹时的正常范围，3.9—6.1 mmol/L。${compared ? '虚线是健康人吃同样一餐。' : ''}补的胰岛素以模型里的健康人为准：吃一碗饭（50 g）以后6小时放出的量是100 %。`)}</p>
        <ValueTable
          caption={`${FIELDS.who.options[who]}，${c} g碳水化合物，补${d} %`}
          head={['吃饭以后', '血糖（mmol/L）', '胰岛素（倍）', '健康人的血糖']}
          rows={ROWS.map((hour) => [`${hour}小时`, figure(points[hour * 60]?.glucose ?? 0, 1), figure((points[hour * 60]?.insulin ?? 0) / BASE, 1), figure(healthy[hour * 60]?.glucose ?? 0, 1)])}
        />
      </Panel>
    </>
  );
}
