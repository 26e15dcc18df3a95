/** Times as people of the office read them: Beijing's clock. */
const CLOCK = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `2026/11/23 09:00`. */
export const clockText = (at: number): string => CLOCK.format(at);
