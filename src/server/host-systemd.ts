/** The editing server as a service of systemd (252 or newer), with what it may touch. */

export interface ServicePlan {
  /** The clone, absolute. */
  root: string;
  /** Data folder, absolute. */
  data: string;
  /** Folder of the nightly backups, absolute. */
  backup: string | undefined;
  /** User that it runs as. */
  user: string;
  /** File with the environment's variables; may hold secrets. */
  environment: string;
}

const inHome = (folder: string): boolean => /^\/(?:home|root)(?:\/|$)/.test(folder);

/**
 * The unit. Not in it, on purpose: `ProtectKernelTunables`, `ProtectKernelLogs`, `ProtectProc`, `ProtectHostname` (from systemd 257
 * on it lays something over /proc) and `RestrictNamespaces` would keep the server from giving its renderer name spaces of its own,
 * which keep more from it; `MemoryDenyWriteExecute` would stop V8.
 */
export function serviceUnit({ root, data, backup, user, environment }: ServicePlan): string {
  const writable = [data, `${root}/.astro`, `${root}/.cache`, ...(backup ? [backup] : [])];
  return `# 由 npm run hosts 写成。放到 /etc/systemd/system/kepu.service。
[Unit]
Description=网站和编辑服务器
After=network-online.target
Wants=network-online.target
# 没有人守着：起不来就一直再试，不放弃。
StartLimitIntervalSec=0

[Service]
Type=exec
User=${user}
Group=${user}
WorkingDirectory=${root}
EnvironmentFile=-${environment}
# 直接运行 npm 带来的 Node 24：停止信号到得了它，也不用写 npm 的缓存。
ExecStart=${root}/node_modules/node/bin/node src/server/main.ts
Restart=always
RestartSec=2
TimeoutStopSec=20
UMask=0027

NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
# 内容和网站、Astro 的类型文件、构建的缓存${backup ? '、每夜的备份' : ''}；别处都只能读。
ReadWritePaths=${writable.join(' ')}
${[root, data, ...(backup ? [backup] : [])].some(inHome) ? '# 网站在用户的主文件夹里，所以没有 ProtectHome=yes。' : 'ProtectHome=yes'}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
LockPersonality=yes
SystemCallArchitectures=native
# 生成程序在自己的命名空间里运行，要用 mount。
SystemCallFilter=@system-service @mount
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}
