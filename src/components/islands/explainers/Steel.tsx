/** 钢的软和硬从哪来: carbon, heat and cooling on the iron corner of the iron–cementite diagram. */
import { cold, EUTECTOID, fullyAustenitic, GRADES, hot, PURE_IRON_CHANGE, quenchedHardness, slowlyCooled, type Cold, type Cooling } from '#/lib/models/steel.ts';
import { Choice } from './Choice.tsx';
import { Panel } from './Panel.tsx';
import { path, Plot, type Axis } from './Plot.tsx';
import { Slider } from './Slider.tsx';
import { useExplainer } from './state.ts';
import { spokenShares, SteelBars } from './SteelBars.tsx';
import { ValueTable } from './ValueTable.tsx';
import { figure, spokenCelsius } from './wording.ts';

interface Props {
  /** State at the start: `c=0.45&t=840&q=water`. */
  preset?: string;
}

const FIELDS = {
  /** Carbon, % by mass. */
  c: { min: 0.05, max: 1.3, step: 0.01, start: 0.45 },
  /** Temperature to which the steel is heated, ℃. */
  t: { min: 600, max: 1000, step: 10, start: 840 },
  q: { options: { furnace: '随炉子慢慢冷', air: '在空气里冷', water: '浸水猛冷' }, start: 'water' },
} as const;

const EXAMPLES = [
  { label: '45钢淬火', state: { c: 0.45, t: 840, q: 'water' } },
  { label: '45钢退火', state: { c: 0.45, t: 840, q: 'furnace' } },
  { label: '没有烧够就淬', state: { c: 0.45, t: 700, q: 'water' } },
  { label: 'T10锯条淬火', state: { c: 1, t: 770, q: 'water' } },
  { label: '低碳钢淬火', state: { c: 0.08, t: 920, q: 'water' } },
] as const;
const X: Axis = { from: 0, to: 1.3, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2], label: '碳（%）' };
const Y: Axis = { from: 600, to: 1000, ticks: [600, 700, 800, 900, 1000], label: '温度（℃）' };
const A3 = [[0, PURE_IRON_CHANGE], [EUTECTOID.carbon, EUTECTOID.temperature]] as const;
const ACM = [[EUTECTOID.carbon, EUTECTOID.temperature], [X.to, fullyAustenitic(X.to)]] as const;
const A1 = [[0, EUTECTOID.temperature], [X.to, EUTECTOID.temperature]] as const;
/** So much retained austenite makes a quenched steel softer again. */
const MUCH_RETAINED = 0.3;

/** How hard it is, in words; a number only where the rule of thumb holds. */
function judgement(made: Cold, heat: number, cooling: Cooling): string {
  if (made.martensite < 0.02) {
    if (cooling === 'water') return heat < EUTECTOID.temperature ? '没有烧过727摄氏度，碳没有进到奥氏体里，猛冷也不会变硬。' : '几乎没有碳可以锁住，猛冷也硬不起来。';
    const soft = made.pearlite < 0.3 ? '很软，容易弯' : made.pearlite < 0.85 ? '软硬适中，好切削' : '比较硬，还能切削';
    return cooling === 'air' ? `${soft}；空气里冷得快些，层更细，比随炉冷的稍硬。` : `${soft}。`;
  }
  if (made.ferrite > 0.05) return '硬的马氏体里夹着软的铁素体，软硬不匀：再烧热一些才淬得透。';
  const most = quenchedHardness(made.martensiteCarbon);
  if (most === undefined) return '马氏体里的碳太少，比原来硬一点，但硬不到哪里去。';
  if (made.retained > MUCH_RETAINED) return '留下的奥氏体太多，反而没有那么硬：含碳多的钢不必烧这么热。';
  return `${most > 45 ? '又硬又脆' : '比原来硬，还不太脆'}，全部淬透时最高大约洛氏${figure(most)}度。`;
}

const percent = (share: number): string => (share < 0.0005 ? '—' : figure(100 * share, share < 0.095 ? 1 : 0));

export default function Steel({ preset }: Props) {
  const { values, set, reset, link } = useExplainer('explainer-steel', FIELDS, preset);
  const { c, t, q } = values;
  const heated = hot(c, t);
  const made = cold(c, t, q);
  const says = `含碳百分之${c}的钢烧到${spokenCelsius(t)}，${spokenShares(heated)}。${FIELDS.q.options[q]}以后，${spokenShares(made)}。${judgement(made, t, q)}`;
  return (
    <Panel
      reset={reset}
      link={link}
      says={says}
      figure={
        <>
          <Plot id="steel-plot" title="铁碳相图的一角（直线简化）" description={`横轴是碳，纵轴是温度。727 ℃以下是铁素体和渗碳体；两条斜线在0.77%、727 ℃相交，斜线以上全是奥氏体。现在含碳${c}%，烧到${t} ℃：${spokenShares(heated)}。`} x={X} y={Y}>
            {(scale) => (
              <>
                <path class="plot-soft" d={`${path([[0, Y.to], ...A3, ...ACM, [X.to, Y.to]], scale)}z`} />
                <path class="plot-axis" d={path(A3, scale) + path(ACM, scale) + path(A1, scale)} />
                <text class="plot-text" x={scale.x(0.62)} y={scale.y(925)} text-anchor="middle">奥氏体</text>
                <text class="plot-text" x={scale.x(0.01)} y={scale.y(740)}>铁素体＋奥氏体</text>
                <text class="plot-text" x={scale.x(1.29)} y={scale.y(740)} text-anchor="end">奥氏体＋渗碳体</text>
                <text class="plot-text" x={scale.x(0.65)} y={scale.y(655)} text-anchor="middle">铁素体＋渗碳体</text>
                <path class="plot-mark-line" d={`M${scale.x(c)} ${scale.y(t)}V${scale.y(600)}m-5 -8l5 8l5 -8`} />
                <circle class="plot-mark" cx={scale.x(c)} cy={scale.y(t)} r="7" />
              </>
            )}
          </Plot>
          <SteelBars hot={heated} cold={made} heat={t} />
        </>
      }
      controls={
        <>
          <Slider id="steel-c" label="碳（占质量）" field={FIELDS.c} value={c} shown={`${figure(c, 2)} %`} spoken={`百分之${c}`} onChange={(next) => { set({ c: next }); }} />
          <Slider id="steel-t" label="烧到" field={FIELDS.t} value={t} shown={`${t} ℃`} spoken={spokenCelsius(t)} onChange={(next) => { set({ t: next }); }} />
          <Choice id="steel-q" label="怎样冷" field={FIELDS.q} value={q} onChange={(next) => { set({ q: next }); }} />
        </>
      }
      examples={EXAMPLES.map(({ label, state }) => ({ label, active: state.c === c && state.t === t && state.q === q, go: () => { set(state); } }))}
    >
      <ValueTable
        caption={`含碳${figure(c, 2)} %、烧到${t} ℃的钢，冷法不同（各占质量的%）`}
        head={['冷法', '铁素体', '珠光体', '渗碳体', '马氏体', '残余奥氏体']}
        rows={(['furnace', 'air', 'water'] as const).map((cooling) => {
          const row = cold(c, t, cooling);
          return [FIELDS.q.options[cooling], percent(row.ferrite), percent(row.pearlite), percent(row.cementite), percent(row.martensite), percent(row.retained)];
        })}
        current={Object.keys(FIELDS.q.options).indexOf(q)}
      />
      <ValueTable
        caption="国家标准里的硬度"
        head={['钢号', '碳（%）', '交货时不高于', '水淬后不低于', '慢冷后珠光体（模型）']}
        rows={GRADES.map(({ name, carbon, soft, softState, hard }) => [name, figure(carbon, 2), `${soft} HBW（${softState === 'annealed' ? '退火' : '热轧'}）`, hard === undefined ? '标准没有规定' : `${hard} HRC`, `${percent(slowlyCooled(carbon).pearlite)} %`])}
      />
    </Panel>
  );
}
