/** How alive a partnership is, as far as the site knows. Pure. */
import type { Partner } from '#/schemas/partners.ts';
import { formatDay, toDay, toInstant } from './dates.ts';

/** After so many months without a verified activity a partnership counts as silent. */
const SILENT_AFTER_MONTHS = 18;

/** `ended`: its end is known and over; `unknown`: no activity was ever verified; `silent`: the last one is long ago. */
export type PartnerState = 'active' | 'silent' | 'ended' | 'unknown';

export const PARTNER_STATES: Record<PartnerState, string> = { active: '有往来', silent: '沉寂', ended: '已结束', unknown: '往来待核实' };

/** Day `count` months later; in a shorter month its last day: 2026-08-31 and 18 months make 2028-02-29. */
function addMonths(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const [year, month] = [Math.floor(months / 12), months % 12];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return `${year}-${String(month + 1).padStart(2, '0')}-${String(Math.min(Number(day.slice(8, 10)), last)).padStart(2, '0')}`;
}

/** See {@link PartnerState}. `now` is an instant; days are Asia/Shanghai. */
export function partnerState(partner: Pick<Partner, 'until' | 'lastVerified'>, now: number): PartnerState {
  // A partial date counts as over when its year, month or day is.
  if (partner.until && partner.until < toDay(now).slice(0, partner.until.length)) return 'ended';
  if (!partner.lastVerified) return 'unknown';
  return toInstant(addMonths(partner.lastVerified.date, SILENT_AFTER_MONTHS)) < now ? 'silent' : 'active';
}

/** A sentence on it for readers. */
export function describePartnerState(partner: Pick<Partner, 'until' | 'lastVerified'>, now: number): string {
  const last = partner.lastVerified ? `最近一次核实到的往来在 ${formatDay(partner.lastVerified.date)}` : '';
  switch (partnerState(partner, now)) {
    case 'active':
      return `${last}。`;
    case 'silent':
      return `${last}，距今已超过 18 个月，近况待核实。`;
    case 'ended':
      return `合作已在 ${formatDay(partner.until ?? '')} 结束。`;
    case 'unknown':
      return '还没有核实到往来，待核实。';
  }
}

/** How many partners are in each state, in the order of {@link PARTNER_STATES}; only states that any is in. */
export function countStates(partners: readonly Pick<Partner, 'until' | 'lastVerified'>[], now: number): { state: PartnerState; label: string; count: number }[] {
  const states = partners.map((partner) => partnerState(partner, now));
  return (Object.keys(PARTNER_STATES) as PartnerState[]).map((state) => ({ state, label: PARTNER_STATES[state], count: states.filter((each) => each === state).length })).filter(({ count }) => count > 0);
}
