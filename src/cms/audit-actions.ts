/** What the log records: the server writes these names, the panel of the log reads them out. */
export const AUDIT_ACTIONS = {
  'session.sign-in': '登录',
  'session.locked': '试错太多，暂停登录',
  'session.sign-out': '退出',
  'session.end': '结束登录',
  'access.refused': '越权被拒绝',
  'request.refused': '请求被拒绝',
  'account.password': '修改密码',
  'account.totp-on': '开启两步登录',
  'account.totp-off': '关闭两步登录',
  'account.recovery': '更换备用码',
  'people.add': '新建账号',
  'people.disable': '停用账号',
  'people.reset': '重设密码',
  'people.role': '更改角色',
  'people.policy': '更改两步登录的要求',
  'content.save': '保存内容',
  'content.delete': '删除内容',
  'content.restore': '恢复内容',
  'media.add': '上传图片',
  'preview.revoke': '收回预览链接',
  'review.send': '送审',
  'review.decide': '审核',
  'schedule.change': '更改定时',
  'publish.run': '发布',
  'publish.rollback': '回到以前的发布',
  'publish.forward': '回到最新的内容',
  'backup.run': '备份',
  'backup.restore': '从备份恢复',
  'mirror.run': '镜像到第二个仓库',
  'log.export': '导出日志',
  'server.start': '服务器启动',
  'server.fault': '服务器出错',
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** `refused`: not allowed or not valid; `failed`: tried and not done. */
export const AUDIT_OUTCOMES = { done: '完成', refused: '拒绝', failed: '失败' } as const;
export type AuditOutcome = keyof typeof AUDIT_OUTCOMES;

/** A row as the panel reads it. `at` in milliseconds since the epoch. */
export interface AuditRow {
  id: number;
  at: number;
  action: AuditAction;
  outcome: AuditOutcome;
  login: string;
  address: string;
  target: string;
  note: string;
}
