/** Kinds and shape of what the oversight board lists. Imports nothing: the browser reads it too. */

export const INSPECTIONS = {
  update: '更新期限',
  blank: '空白栏目',
  undated: '没有日期',
  fault: '断链和错误',
  enquiry: '联系渠道',
  waiting: '等候审核',
  review: '到期复核',
  materials: '缺少材料',
  unverified: '待核实',
  misses: '读者没搜到',
} as const;
export type InspectionKind = keyof typeof INSPECTIONS;

/** `overdue`: past its day, an inspection would fail; `soon`: its day is near; `note`: worth doing. */
export type Urgency = 'overdue' | 'soon' | 'note';

export interface InspectionItem {
  kind: InspectionKind;
  urgency: Urgency;
  /** What it is about. */
  title: string;
  /** What is wrong and what to do. */
  text: string;
  /** Store path of the entry, where there is one. */
  path?: string;
  /** `YYYY-MM-DD` by which it has to be done. */
  due?: string;
}
