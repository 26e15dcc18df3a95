/** An electrode over the bath, its arc, and how current passes the layers of what it is made of. Only the electrode's width is to scale. */
import type { ConductorName } from '#/lib/models/graphite.ts';

interface Props {
  conductor: ConductorName;
  /** m */
  diameter: number;
  /** W of the arc. */
  arc: number;
  /** Whether it would melt. */
  melts: boolean;
  description: string;
}

const X = 110;
/** Layers, grains or atoms, in a box of 96 × 96. */
const INSIDE: Record<ConductorName, string> = {
  electrode: 'M6 14h26m-26 8h26m-26 8h26M48 8l20 22m-26-16l20 22m-14-32l20 22M82 12v30m7-30v30M12 50l16 34m-22-30l14 30m-2-34l16 34M44 56h40m-40 8h40m-40 8h40M52 84l34-6m-32 12l32-6',
  along: 'M12 6v84m14-84v84m14-84v84m14-84v84m14-84v84m14-84v84',
  across: 'M6 14h84m-84 14h84m-84 14h84m-84 14h84m-84 14h84m-84 14h84',
  copper: 'M14 14h.1m16 0h.1m16 0h.1m16 0h.1m16 0h.1M14 30h.1m16 0h.1m16 0h.1m16 0h.1m16 0h.1M14 46h.1m16 0h.1m16 0h.1m16 0h.1m16 0h.1M14 62h.1m16 0h.1m16 0h.1m16 0h.1m16 0h.1M14 78h.1m16 0h.1m16 0h.1m16 0h.1m16 0h.1',
};
const WORDS: Record<ConductorName, string> = { electrode: '晶粒朝各个方向', along: '电流顺着层', across: '电流横穿层', copper: '铜原子' };

export function Electrode({ conductor, diameter, arc, melts, description }: Props) {
  const half = Math.round(diameter * 75);
  const spread = Math.round(6 + arc / 1.2e6);
  return (
    <svg viewBox="0 0 360 232" role="img" aria-labelledby="graphite-drawing-title graphite-drawing-desc">
      <title id="graphite-drawing-title">电极、电弧和里面的结构</title>
      <desc id="graphite-drawing-desc">{description}</desc>
      <path class={melts ? 'plot-melted' : 'plot-rod'} d={melts ? `M${X - half} 6V70q4 30 ${half} 24q${half - 4} 8 ${half} -30V6z` : `M${X - half} 6V128h${2 * half}V6z`} />
      {!melts && <path class="plot-arc" d={`M${X - spread / 2} 129l-${spread / 2} 22h${spread / 3}l-${spread / 2} 27h${spread * 1.33}l${spread / 2}-27h-${spread / 3}l-${spread / 4}-22z`} />}
      <path class="plot-bath" d="M16 178h188v40q-94 16-188 0z" />
      <text class="plot-on-solid" x={X} y="204" text-anchor="middle">废钢和钢水</text>
      {melts && <text class="plot-text" x={X} y="150" text-anchor="middle">还没到炼钢就化了</text>}
      {!melts && <text class="plot-text" x={X + spread + 10} y="158">电弧</text>}
      <rect class="plot-water" x="240" y="26" width="96" height="96" />
      <path class={conductor === 'copper' ? 'plot-atoms' : 'plot-glyph'} transform="translate(240 26)" d={INSIDE[conductor]} />
      <path class="plot-mark-line" d="M346 34V112m-5-8l5 8 5-8" />
      <text class="plot-text" x="352" y="18" text-anchor="end">电流往下</text>
      <text class="plot-text" x="352" y="144" text-anchor="end">{WORDS[conductor]}</text>
    </svg>
  );
}
