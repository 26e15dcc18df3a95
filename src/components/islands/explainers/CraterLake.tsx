/** 火山口湖与山上的树: how deep magma met water, and how height chooses the trees. Two views of one mountain country. */
import { BELTS, beltAt, blast, climb, TONNE_OF_TNT, warmerThan } from '#/lib/models/crater-lake.ts';
import { Belts } from './Belts.tsx';
import { Choice } from './Choice.tsx';
import { Maar } from './Maar.tsx';
import { Panel } from './Panel.tsx';
import { Slider } from './Slider.tsx';
import { useExplainer } from './state.ts';
import { ValueTable } from './ValueTable.tsx';
import { figure } from './wording.ts';

interface Props {
  /** State at the start: `view=maar&d=80&e=13` or `view=belts&h=1500&w=0`. */
  preset?: string;
}

const FIELDS = {
  view: { options: { maar: '火山口怎样炸出来', belts: '山上为什么换了树' }, start: 'maar' },
  /** Depth of the explosion, m. */
  d: { min: 10, max: 400, step: 10, start: 80 },
  /** Energy of the explosion, exponent of 10, J. */
  e: { min: 9, max: 14, step: 0.5, start: 13 },
  /** Height, m. */
  h: { min: 400, max: 2600, step: 50, start: 1500 },
  /** Warming, ℃. */
  w: { min: 0, max: 4, step: 0.5, start: 0 },
} as const;

/** Height with which others are compared, m. */
const FOOT = 700;
const ENERGIES = [9, 10, 11, 12, 13, 14];
const HEIGHTS = [700, 1000, 1300, 1600, 1900, 2200, 2500];
const OUTCOMES = {
  shallow: '炸得开，但还浅，掀起的土石不多，坑比较小',
  best: '正好，抛出的土石最多，坑最大',
  deep: '能冲出地面，但大部分力气用来搅动地下，坑比较小',
  contained: '冲不出地面，只在地下把岩石搅碎',
} as const;

/** TNT of the same energy, two digits: `0.24吨`, `2400吨`, `2.4万吨`. */
function tonnes(exponent: number): string {
  const mass = 10 ** exponent / TONNE_OF_TNT;
  return mass < 1e4 ? `${Number(mass.toPrecision(2))}吨` : `${Number((mass / 1e4).toPrecision(2))}万吨`;
}
const power = (exponent: number): string => `10${[...String(exponent)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit))).join('')} J`;

function belt(height: number, warming: number): string {
  const { label, plants } = beltAt(height, warming);
  return `${label}（${plants}）`;
}

export default function CraterLake({ preset }: Props) {
  const { values, set, reset, link } = useExplainer('explainer-crater-lake', FIELDS, preset);
  const { view, d, e, h, w } = values;
  const boom = blast(10 ** e, d);
  const colder = -warmerThan(h, FOOT);
  const maar = view === 'maar';
  const compared = colder === 0 ? '和山脚一样' : `比海拔${FOOT}米的山脚${colder > 0 ? '冷' : '暖'}${figure(Math.abs(colder), 1)}摄氏度`;
  const says = maar
    ? `爆炸在地下${d}米，能量相当于${tonnes(e)}TNT炸药：${OUTCOMES[boom.outcome]}。这么大的爆炸，深度约${figure(boom.best)}米时坑最大，深过${figure(boom.limit)}米就冲不出地面。`
    : `海拔${h}米处${compared}，现在是${belt(h, 0)}。${w > 0 ? `气温升高${w}摄氏度，同样的温度要上移约${figure(climb(w))}米；这里的温度就像今天的${beltAt(h, w).label}，可是树不会马上跟着搬家。` : ''}`;
  return (
    <Panel
      reset={reset}
      link={link}
      says={says}
      figure={maar ? <Maar depth={d} blast={boom} description={`剖面示意。${says}`} /> : <Belts height={h} warming={w} description={`山的剖面，从下到上：${BELTS.map(({ label }) => label).join('、')}。${says}`} />}
      controls={
        <>
          <Choice id="crater-lake-view" label="看什么" field={FIELDS.view} value={view} onChange={(next) => { set({ view: next }); }} />
          {maar ? (
            <>
              <Slider id="crater-lake-d" label="爆炸的深度" field={FIELDS.d} value={d} shown={`${d} m`} spoken={`${d}米`} onChange={(next) => { set({ d: next }); }} />
              <Slider id="crater-lake-e" label="爆炸的能量（折合TNT）" field={FIELDS.e} value={e} shown={tonnes(e)} spoken={`相当于${tonnes(e)}TNT炸药`} onChange={(next) => { set({ e: next }); }} />
            </>
          ) : (
            <>
              <Slider id="crater-lake-h" label="海拔" field={FIELDS.h} value={h} shown={`${h} m`} spoken={`${h}米`} onChange={(next) => { set({ h: next }); }} />
              <Slider id="crater-lake-w" label="气温升高" field={FIELDS.w} value={w} shown={`${figure(w, 1)} ℃`} spoken={`${w}摄氏度`} onChange={(next) => { set({ w: next }); }} />
            </>
          )}
        </>
      }
      examples={
        maar
          ? [
              { label: '太浅', at: 20 },
              { label: '正好', at: 90 },
              { label: '太深', at: 250 },
            ].map(({ label, at }) => ({ label, active: d === at && e === 13, go: () => { set({ d: at, e: 13 }); } }))
          : [
              { label: '山脚', h: 700, w: 0 },
              { label: '树线', h: 2000, w: 0 },
              { label: '树线，升温2 ℃', h: 2000, w: 2 },
            ].map(({ label, ...at }) => ({ label, active: h === at.h && w === at.w, go: () => { set(at); } }))
      }
    >
      {maar ? (
        <ValueTable
          caption="爆炸的能量和深度"
          head={['能量', '折合TNT', '坑最大的深度', '再深冲不出']}
          rows={ENERGIES.map((exponent) => {
            const { best, limit } = blast(10 ** exponent, 0);
            return [power(exponent), tonnes(exponent), `${figure(best)} m`, `${figure(limit)} m`];
          })}
          current={ENERGIES.indexOf(e)}
        />
      ) : (
        <ValueTable
          caption={`海拔、温度和植被带${w > 0 ? `（升温${figure(w, 1)} ℃）` : ''}`}
          head={['海拔', `比${FOOT} m处`, '现在的植被带', ...(w > 0 ? ['升温后像今天的'] : [])]}
          rows={HEIGHTS.map((height) => [`${height} m`, `${figure(warmerThan(height, FOOT), 1)} ℃`, beltAt(height).label, ...(w > 0 ? [beltAt(height, w).label] : [])])}
          current={HEIGHTS.indexOf(h)}
        />
      )}
    </Panel>
  );
}
