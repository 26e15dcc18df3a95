/** 冰酒为什么更甜: how cold it is, and how sweet the juice, say how much ice is left in the press. */
import { equilibriumSugar, freeze, freezingPoint, type Frozen } from '#/lib/models/ice-wine.ts';
import { Panel } from './Panel.tsx';
import { path, Plot, type Axis } from './Plot.tsx';
import { Slider } from './Slider.tsx';
import { useExplainer } from './state.ts';
import { ValueTable } from './ValueTable.tsx';
import { figure, spokenCelsius } from './wording.ts';

interface Props {
  /** State at the start: `t=-10&s=20`. */
  preset?: string;
}

const FIELDS = {
  /** Temperature of the grapes, ℃. */
  t: { min: -16, max: 0, step: 0.5, start: -10 },
  /** Sugar of the juice before freezing, % by mass. */
  s: { min: 14, max: 26, step: 1, start: 20 },
} as const;

const EXAMPLES = [
  { t: -2, label: '−2 ℃：初冻' },
  { t: -7, label: '−7 ℃：国家标准的线' },
  { t: -8, label: '−8 ℃：“北冰红”的线' },
  { t: -14, label: '−14 ℃：更冷' },
];
const ROWS = [-2, -4, -7, -8, -10, -12, -14];
const X: Axis = { from: -16, to: 0, ticks: [-16, -12, -8, -4, 0], label: '温度（℃）' };
const Y: Axis = { from: 0, to: 60, ticks: [0, 20, 40, 60], label: '糖占汁的比例（%）' };
const percent = (fraction: number): string => figure(100 * fraction, 1);
/** The curve of equilibrium does not depend on the state. */
const CURVE = Array.from({ length: 33 }, (_, at) => [-at / 2, 100 * equilibriumSugar(-at / 2)] as const);

/** 1 kg as a bar: ice, water of the juice, sugar. */
function Bar({ frozen }: { frozen: Frozen }) {
  const scale = 0.34; // units of the drawing for a gram
  const sugar = frozen.juice * frozen.sugar;
  const ice = Math.round(frozen.ice * scale);
  const water = Math.round((frozen.juice - sugar) * scale);
  const description = `1千克汁分成三段：冰${figure(frozen.ice)}克，剩下的汁里水${figure(frozen.juice - sugar)}克、糖${figure(sugar)}克。`;
  return (
    <svg viewBox="0 0 360 92" role="img" aria-labelledby="ice-wine-bar-title ice-wine-bar-desc">
      <title id="ice-wine-bar-title">1 kg葡萄汁冻成了什么</title>
      <desc id="ice-wine-bar-desc">{description}</desc>
      <rect class="plot-water" x="10" y="24" width={ice} height="34" />
      <rect class="plot-soft" x={10 + ice} y="24" width={water} height="34" />
      <rect class="plot-solid" x={10 + ice + water} y="24" width={340 - ice - water} height="34" />
      <path class="plot-axis" d={`M${10 + ice} 62v6H350v-6`} />
      {ice > 60 && <text class="plot-text" x={10 + ice / 2} y="44" text-anchor="middle">冰 {figure(frozen.ice)} g</text>}
      {water > 60 && <text class="plot-text" x={10 + ice + water / 2} y="44" text-anchor="middle">水</text>}
      <text class="plot-text" x="350" y="18" text-anchor="end">糖 {figure(sugar)} g</text>
      <text class="plot-text" x="350" y="86" text-anchor="end">剩下的汁 {figure(frozen.juice)} g</text>
    </svg>
  );
}

export default function IceWine({ preset }: Props) {
  const { values, set, reset, link } = useExplainer('explainer-ice-wine', FIELDS, preset);
  const { t, s } = values;
  const start = s / 100;
  const frozen = freeze(start, t);
  const onset = freezingPoint(start);
  const says =
    frozen.ice < 0.5
      ? `${spokenCelsius(t)}时还没有结冰：含糖百分之${s}的汁，要冷到${spokenCelsius(onset)}才开始结冰。`
      : `${spokenCelsius(t)}时，1千克汁里有${figure(frozen.ice)}克水结成了冰，剩下${figure(frozen.juice)}克汁，糖占百分之${percent(frozen.sugar)}，是原来的${figure(frozen.sugar / start, 1)}倍。`;
  return (
    <Panel
      reset={reset}
      link={link}
      says={says}
      figure={
        <>
          <Bar frozen={frozen} />
          <Plot id="ice-wine-plot" title="温度和剩下的汁的甜度" description={`曲线：和冰共存的汁，越冷越甜。含糖${s}%的汁从${figure(onset, 1)} ℃开始结冰；现在${figure(t, 1)} ℃，糖占${percent(frozen.sugar)}%。`} x={X} y={Y}>
            {(scale) => (
              <>
                <path class="plot-line" d={path(CURVE, scale)} />
                <path class="plot-dash" d={`M${scale.x(0)} ${scale.y(s)}H${scale.x(Math.max(onset, -16))}`} />
                <path class="plot-mark-line" d={`M${scale.x(t)} ${scale.y(0)}V${scale.y(100 * frozen.sugar)}`} />
                <circle class="plot-mark" cx={scale.x(t)} cy={scale.y(100 * frozen.sugar)} r="7" />
              </>
            )}
          </Plot>
        </>
      }
      controls={
        <>
          <Slider id="ice-wine-t" label="葡萄的温度" field={FIELDS.t} value={t} shown={`${figure(t, t % 1 ? 1 : 0)} ℃`} spoken={spokenCelsius(t)} onChange={(next) => { set({ t: next }); }} />
          <Slider id="ice-wine-s" label="冻之前的糖" field={FIELDS.s} value={s} shown={`${s} %`} spoken={`百分之${s}`} onChange={(next) => { set({ s: next }); }} />
        </>
      }
      examples={EXAMPLES.map(({ t: at, label }) => ({ label, active: t === at, go: () => { set({ t: at }); } }))}
    >
      <ValueTable
        caption={`1 kg含糖${s} %的汁，冻到不同温度`}
        head={['温度', '冰', '剩下的汁', '糖占汁']}
        rows={ROWS.map((at) => {
          const row = freeze(start, at);
          return [`${figure(at)} ℃`, `${figure(row.ice)} g`, `${figure(row.juice)} g`, `${percent(row.sugar)} %`];
        })}
        current={ROWS.indexOf(t)}
      />
    </Panel>
  );
}
