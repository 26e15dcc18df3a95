/**
 * Closed vocabularies: the key is stored and stands in addresses, the value is what people read.
 * A key never changes once published; a label may be corrected.
 */

/** Topics of the site, chosen from what the eight units live from. */
export const TOPICS = {
  ginseng: '人参与中药',
  biomedicine: '生物医药',
  materials: '新材料',
  metallurgy: '冶金与钢铁',
  volcano: '火山与地质',
  forest: '森林与生态',
  agriculture: '农业与食品',
  logistics: '物流与数字',
  health: '健康与医学',
  method: '科学方法',
} as const;

/** 学段 of the 2022 science curriculum (1–9), with senior secondary and the public added. */
export const GRADES = {
  'g1-2': '1—2 年级',
  'g3-4': '3—4 年级',
  'g5-6': '5—6 年级',
  'g7-9': '7—9 年级',
  'g10-12': '高中',
  public: '公众',
} as const;

/** The 13 disciplinary core concepts of《义务教育科学课程标准（2022年版）》. */
export const CONCEPTS = {
  c1: '物质的结构与性质',
  c2: '物质的变化与化学反应',
  c3: '物质的运动与相互作用',
  c4: '能的转化与能量守恒',
  c5: '生命系统的构成层次',
  c6: '生物体的稳态与调节',
  c7: '生物与环境的相互关系',
  c8: '生命的延续与进化',
  c9: '宇宙中的地球',
  c10: '地球系统',
  c11: '人类活动与环境',
  c12: '技术、工程与社会',
  c13: '工程设计与物化',
} as const;

/** The five 门类 of GB/T 13745—2009《学科分类与代码》, for what a laureate works on. */
export const DISCIPLINES = {
  natural: '自然科学',
  agricultural: '农业科学',
  medical: '医药科学',
  engineering: '工程与技术科学',
  social: '人文与社会科学',
} as const;

/** How sure a stated fact is. */
export const CERTAINTY = {
  verified: '已核实',
  reported: '据来源',
  unverified: '待核实',
} as const;

export type Topic = keyof typeof TOPICS;
export type Grade = keyof typeof GRADES;
export type Concept = keyof typeof CONCEPTS;
export type Certainty = keyof typeof CERTAINTY;
