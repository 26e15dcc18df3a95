/** 石墨电极与电弧: where the heat of an arc furnace is made, and what the electrode's stuff and width have to do with it. */
import { circuit, CONDUCTORS, MELTING, PHASES, STEEL, type Circuit, type ConductorName } from '#/lib/models/graphite.ts';
import { Choice } from './Choice.tsx';
import { joinUnits } from '#/lib/units.ts';
import { Electrode } from './Electrode.tsx';
import { Panel } from './Panel.tsx';
import { Slider } from './Slider.tsx';
import { useExplainer } from './state.ts';
import { ValueTable } from './ValueTable.tsx';
import { figure } from './wording.ts';

interface Props {
  /** State at the start: `m=electrode&d=0.6&i=50&u=300`. */
  preset?: string;
}

const NAMES = Object.keys(CONDUCTORS) as ConductorName[];
const FIELDS = {
  m: { options: { electrode: CONDUCTORS.electrode.label, along: CONDUCTORS.along.label, across: CONDUCTORS.across.label, copper: CONDUCTORS.copper.label }, start: 'electrode' },
  /** Diameter, m. */
  d: { min: 0.3, max: 0.8, step: 0.05, start: 0.6 },
  /** Current, kA. */
  i: { min: 10, max: 80, step: 5, start: 50 },
  /** Voltage of the arc, V. */
  u: { min: 100, max: 500, step: 50, start: 300 },
} as const;

/** A/cm²: the most that makers recommend for ultra-high-power electrodes of any width. */
const DENSEST = 30;

/** kW in three digits: `0.3`, `97.3`, `15000`. */
function kilowatts(watts: number): string {
  const value = watts / 1000;
  return value < 10 ? figure(value, 1) : String(Number(value.toPrecision(3)));
}
const micro = (ohms: number): string => String(Number((ohms * 1e6).toPrecision(2)));

/** Arc and electrode as parts of one bar, true to scale. */
function Bar({ now }: { now: Circuit }) {
  const own = Math.max(1, Math.round((340 * now.electrode) / (now.electrode + now.arc)));
  return (
    <svg viewBox="0 0 360 82" role="img" aria-labelledby="graphite-bar-title graphite-bar-desc">
      <title id="graphite-bar-title">热出在哪里</title>
      <desc id="graphite-bar-desc">{`按比例画的一条：电极自己${kilowatts(now.electrode)}千瓦，电弧${kilowatts(now.arc)}千瓦。`}</desc>
      <rect class="plot-mark" x="10" y="26" width={own} height="26" />
      <rect class="plot-solid" x={10 + own} y="26" width={340 - own} height="26" />
      <text class="plot-text" x="10" y="19">电极自己 {kilowatts(now.electrode)} kW</text>
      <text class="plot-text" x="350" y="72" text-anchor="end">电弧 {kilowatts(now.arc)} kW</text>
    </svg>
  );
}

export default function Graphite({ preset }: Props) {
  const { values, set, reset, link } = useExplainer('explainer-graphite', FIELDS, preset);
  const { m, d, i, u } = values;
  const conductor = CONDUCTORS[m];
  const now = circuit(conductor, d, i * 1000, u);
  const melts = conductor.end < STEEL;
  const says = melts
    ? `铜的电阻小得多，同样粗的铜棒自己只发热${kilowatts(now.electrode)}千瓦。可是铜到${conductor.end}摄氏度就化了，钢水有${STEEL}摄氏度左右，不等炼成钢，电极先没了。`
    : `${i}千安的电流在电极里发热${kilowatts(now.electrode)}千瓦，电弧发热${kilowatts(now.arc)}千瓦，电弧是电极的${Number((now.arc / now.electrode).toPrecision(2))}倍。${PHASES}根电极一起，要是一点热都不散失，至少${figure(now.seconds)}秒熔化1吨废钢。${now.density > DENSEST ? `每平方厘米要通过${figure(now.density)}安，超过了超高功率电极建议的上限${DENSEST}安，电极会烧得很快。` : ''}`;
  return (
    <Panel
      reset={reset}
      link={link}
      says={says}
      figure={
        <>
          <Electrode conductor={m} diameter={d} arc={now.arc} melts={melts} description={`电炉示意。电极直径${d}米，${conductor.label}。${says}`} />
          {!melts && <Bar now={now} />}
        </>
      }
      controls={
        <>
          <Choice id="graphite-m" label="电极用什么做" field={FIELDS.m} value={m} onChange={(next) => { set({ m: next }); }} />
          <Slider id="graphite-d" label="电极的直径" field={FIELDS.d} value={d} shown={`${d} m`} spoken={`${d}米`} onChange={(next) => { set({ d: next }); }} />
          <Slider id="graphite-i" label="电流" field={FIELDS.i} value={i} shown={`${i} kA`} spoken={`${i}千安`} onChange={(next) => { set({ i: next }); }} />
          <Slider id="graphite-u" label="电弧的电压" field={FIELDS.u} value={u} shown={`${u} V`} spoken={`${u}伏`} onChange={(next) => { set({ u: next }); }} />
        </>
      }
      examples={[
        { label: '细一半', d: 0.3, i: 50 },
        { label: '电流加大', d: 0.6, i: 80 },
      ].map(({ label, ...at }) => ({ label, active: d === at.d && i === at.i, go: () => { set(at); } }))}
    >
      <ValueTable
        caption={`直径${d} m、长2 m，通过${i} kA`}
        head={['电极用什么做', '电阻（μΩ）', '自己发热（kW）', '撑到（℃）']}
        rows={NAMES.map((name) => {
          const row = circuit(CONDUCTORS[name], d, i * 1000, u);
          return [CONDUCTORS[name].label, micro(row.resistance), kilowatts(row.electrode), String(CONDUCTORS[name].end)];
        })}
        current={NAMES.indexOf(m)}
      />
      <p class="meta">{joinUnits(`每平方厘米的电流${figure(now.density, 1)} A；电流在电极里损失的电压${figure(now.drop, 1)} V。熔化1 t废钢在理论上要${figure(MELTING / 1e9, 1)} GJ，约${Math.round(MELTING / 3.6e7) * 10} kW·h。`)}</p>
    </Panel>
  );
}
