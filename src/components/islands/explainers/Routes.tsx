/** 怎样走最省: Dijkstra's rounds on a made-up map, and what the way does to a box of strawberries. */
import { cost, dijkstra, GOAL, hoursUntil, hoursUsed, PLACES, ROADS, roadsOf, START, STRAWBERRY, temperature, way, type Measure, type Place, type Road } from '#/lib/models/routes.ts';
import { Choice } from './Choice.tsx';
import { Panel } from './Panel.tsx';
import { path, Plot } from './Plot.tsx';
import { RouteMap } from './RouteMap.tsx';
import { Slider } from './Slider.tsx';
import { useExplainer } from './state.ts';
import { ValueTable } from './ValueTable.tsx';
import { figure, spokenCelsius } from './wording.ts';

interface Props {
  /** State at the start: `by=length&x=none&r=6&w=30&o=25&h=1.4`. */
  preset?: string;
}

const FIELDS = {
  by: { options: { length: '路程最短', time: '时间最短' }, start: 'length' },
  /** The road that is closed. */
  x: { options: { none: '都通', ab: '甲—乙不通', ac: '甲—丙不通', bc: '乙—丙不通', bd: '乙—丁不通', ce: '丙—戊不通', de: '丁—戊不通', ef: '戊—己不通', df: '丁—己不通' }, start: 'none' },
  /** Rounds of the algorithm that are shown. */
  r: { min: 1, max: 6, step: 1, start: 6 },
  /** Waiting on the platform, min. */
  w: { min: 0, max: 180, step: 10, start: 30 },
  /** Temperature outside of the box, ℃. */
  o: { min: 0, max: 35, step: 1, start: 25 },
  /** Hours in which the box lets the difference in temperature halve. */
  h: { min: 0.4, max: 12, step: 0.2, start: 1.4 },
} as const;

const EXAMPLES = [
  { label: '文中的图', state: { by: 'length', x: 'none' } },
  { label: '改比时间', state: { by: 'time', x: 'none' } },
  { label: '戊—己不通', state: { by: 'time', x: 'ef' } },
  { label: '月台上等两小时', state: { w: 120 } },
  { label: '换成厚泡沫箱', state: { h: 6 } },
] as const;
/** Chilled food travels at 0 to 10 ℃: GB 31605—2020. */
const LIMIT = 10;

function duration(hours: number): string {
  const minutes = Math.round(hours * 60);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${whole > 0 ? `${whole}小时` : ''}${rest > 0 || whole === 0 ? `${rest}分` : ''}`;
}

/** Days that are left, in words when there are none. */
const left = (days: number): string => (days < 0.05 ? '放不住了' : `${figure(days, 1)}天`);

/** A way with its length in km and its time in h. */
function journey(roads: readonly Road[], by: Measure): { places: readonly Place[]; along: readonly Road[]; length: number; time: number } {
  const places = way(dijkstra(roads, START, by), GOAL) ?? [];
  const along = roadsOf(roads, places);
  const sum = (measure: Measure): number => along.reduce((total, road) => total + cost(road, measure), 0);
  return { places, along, length: sum('length'), time: sum('time') };
}

export default function Routes({ preset }: Props) {
  const { values, set, reset, link } = useExplainer('explainer-routes', FIELDS, preset);
  const { by, x, r, w, o, h } = values;
  const closed = ROADS.find(({ id }) => id === x);
  const open = ROADS.filter((road) => road !== closed);
  const rounds = dijkstra(open, START, by);
  const now = rounds[r - 1];
  const chosen = journey(open, by);
  const amount = (value: number): string => (by === 'length' ? figure(value) : figure(60 * value));
  const unit = by === 'length' ? 'km' : 'min';

  const celsius = (hours: number): number => temperature(STRAWBERRY.best, o, h, hours);
  const daysLeft = (hours: number): number => STRAWBERRY.days - hoursUsed(STRAWBERRY.best, o, h, hours) / 24;
  const hours = w / 60 + chosen.time;
  const warm = hoursUntil(LIMIT, STRAWBERRY.best, o, h);
  const late = warm < hours ? `出冷库${duration(warm)}后就超过了10摄氏度，` : '';
  const says = `${by === 'length' ? '最短' : '最快'}的路是${chosen.places.join('、')}，${chosen.length}千米，开${duration(chosen.time)}${r < 6 ? `（做到第${r}轮，刚敲定${now?.settled ?? ''}）` : ''}。先在月台等${w}分钟，${late}到达时草莓是${spokenCelsius(celsius(hours))}。在0摄氏度能放${STRAWBERRY.days}天的草莓，${daysLeft(hours) < 0.05 ? '这时已经' : '还能放'}${left(daysLeft(hours))}。`;
  const axis = hours <= 4 ? 4 : 8;
  const steps = Array.from({ length: 41 }, (_, at) => [(hours * at) / 40, celsius((hours * at) / 40)] as const);
  return (
    <Panel
      reset={reset}
      link={link}
      says={says}
      figure={
        <>
          <RouteMap
            roads={ROADS}
            closed={closed}
            chosen={r === 6 ? chosen.along : []}
            settled={rounds.slice(0, r).map(({ settled }) => settled)}
            round={now}
            cost={(road) => `${amount(cost(road, by))} ${unit}`}
            total={amount}
            description={`六个地方和八段路，${closed ? `${closed.from}—${closed.to}不通，` : ''}每段标着${by === 'length' ? '千米' : '分钟'}。前${r}轮依次敲定${rounds.slice(0, r).map(({ settled, totals }) => `${settled}（${amount(totals[settled] ?? 0)}）`).join('、')}。${r === 6 ? `选出的路是${chosen.places.join('、')}。` : ''}`}
          />
          <Plot
            id="routes-plot"
            title="一路上草莓的温度"
            description={`从0 ℃开始，先在月台等${w}分钟，再开${duration(chosen.time)}，到达时${figure(celsius(hours), 1)} ℃；外面${o} ℃。横虚线是10 ℃。`}
            x={{ from: 0, to: axis, ticks: [0, axis / 4, axis / 2, (3 * axis) / 4, axis], label: '离开冷库以后（h）' }}
            y={{ from: 0, to: 40, ticks: [0, 10, 20, 30, 40], label: '温度（℃）' }}
          >
            {(scale) => (
              <>
                <path class="plot-soft" d={`M${scale.x(0)} ${scale.y(0)}V${scale.y(40)}H${scale.x(w / 60)}V${scale.y(0)}z`} />
                {w >= 60 && <text class="plot-text" x={scale.x(0) + 6} y={scale.y(40) + 18}>月台</text>}
                <path class="plot-dash" d={`M${scale.x(0)} ${scale.y(LIMIT)}H${scale.x(axis)}`} />
                <path class="plot-line" d={path(steps, scale)} />
                <circle class="plot-mark" cx={scale.x(hours)} cy={scale.y(celsius(hours))} r="6" />
              </>
            )}
          </Plot>
        </>
      }
      controls={
        <>
          <Choice id="routes-by" label="比什么" field={FIELDS.by} value={by} onChange={(next) => { set({ by: next }); }} />
          <Choice id="routes-x" label="哪段路不通" field={FIELDS.x} value={x} onChange={(next) => { set({ x: next }); }} />
          <Slider id="routes-r" label="算法做到第几轮" field={FIELDS.r} value={r} shown={`第${r}轮`} spoken={`第${r}轮，敲定${now?.settled ?? ''}`} onChange={(next) => { set({ r: next }); }} />
          <Slider id="routes-w" label="装车前在月台等" field={FIELDS.w} value={w} shown={`${w} min`} spoken={`${w}分钟`} onChange={(next) => { set({ w: next }); }} />
          <Slider id="routes-o" label="外面的温度" field={FIELDS.o} value={o} shown={`${o} ℃`} spoken={spokenCelsius(o)} onChange={(next) => { set({ o: next }); }} />
          <Slider id="routes-h" label="保温箱：温差减半要" field={FIELDS.h} value={h} shown={`${figure(h, 1)} h`} spoken={`${figure(h, 1)}小时`} onChange={(next) => { set({ h: next }); }} />
        </>
      }
      examples={EXAMPLES.map(({ label, state }) => ({ label, active: Object.entries(state).every(([name, value]) => values[name as keyof typeof values] === value), go: () => { set(state); } }))}
    >
      <ValueTable
        caption={`迪杰斯特拉的六轮：离${START}的最短总${by === 'length' ? '路程（km）' : '时间（min）'}`}
        head={['敲定', ...PLACES.slice(1)]}
        rows={rounds.map(({ settled, totals }, at) => [
          `${at + 1} ${settled}`,
          ...PLACES.slice(1).map((place) => (rounds.slice(0, at).some((earlier) => earlier.settled === place) ? '已定' : totals[place] === undefined ? '空' : amount(totals[place]))),
        ])}
        current={r - 1}
      />
      <ValueTable
        caption={`两种走法，外面${o} ℃，月台上等${w} min`}
        head={['走法', '路程', '开车', '到达时', '还能放']}
        rows={(['length', 'time'] as const).map((measure) => {
          const row = journey(open, measure);
          const all = w / 60 + row.time;
          return [`${measure === 'length' ? '最短' : '最快'}：${row.places.join('')}`, `${row.length} km`, duration(row.time), `${figure(celsius(all), 1)} ℃`, left(daysLeft(all))];
        })}
        current={by === 'length' ? 0 : 1}
      />
    </Panel>
  );
}
