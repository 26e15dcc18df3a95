/** `npm start`: serves the site, the editing interface and its API; builds the site when it has to. */
import { createServer, type RequestListener } from 'node:http';
import path from 'node:path';
import { serverConfig, type ServerConfig } from './config.ts';
import { checkMachine, holdData, listenFault, StartFault } from './preflight.ts';
import { publicOnly } from './public-site.ts';
import { openService, type Service } from './service.ts';
import { unpushed } from './starter.ts';

const FIRST_LOGIN = 'bianji';
const root = path.resolve(import.meta.dirname, '..', '..');

function addressOf(config: ServerConfig): string {
  const name = config.host === '127.0.0.1' || config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${config.port}${config.base}`;
}

async function firstAccount({ accounts }: Service): Promise<void> {
  if (!accounts.isEmpty()) return;
  const password = await accounts.add(FIRST_LOGIN, '编辑', 'admin');
  console.log(`\n第一个账号（只显示这一次；一周内登录 admin/desk/，换成自己的密码）\n  用户名  ${FIRST_LOGIN}\n  密码    ${password}\n忘了就运行 npm run user -- reset ${FIRST_LOGIN}\n`);
}

/** So often the editing part is tried again while it does not start, in milliseconds. */
const TRY_AGAIN = 30_000;

const log = (line: string): void => { console.log(`[${new Date().toISOString()}] ${line}`); };

interface Started {
  service: Service;
  release: () => void;
}

/** Everything that editing needs. Throws {@link StartFault}; holds nothing then. */
async function start(config: ServerConfig): Promise<Started> {
  await checkMachine(config);
  const release = holdData(config.data);
  try {
    return { service: await openService(config, { log }), release };
  } catch (error) {
    release();
    throw error;
  }
}

async function run(): Promise<void> {
  const started = performance.now();
  const config = serverConfig(root);
  let running: Started | undefined;
  let stopping = false;
  let listener: RequestListener;
  try {
    running = await start(config);
    ({ listener } = running.service);
  } catch (error) {
    if (!(error instanceof StartFault)) throw error;
    // What is published is served all the same, unless another server does it already.
    const alone = error.isBusy ? undefined : await publicOnly(config, error.message, log);
    if (!alone) throw error;
    console.error(`编辑部分没有启动：${error.message}\n网站照常提供给读者；每 ${TRY_AGAIN / 1000} 秒再试一次编辑部分。`);
    ({ listener } = alone);
  }
  const server = createServer((request, response) => { listener(request, response); });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => { reject(listenFault(error, config)); });
    server.listen(config.port, config.host, resolve);
  });

  const retry = running ? undefined : setInterval(() => {
    start(config).then(async (found) => {
      clearInterval(retry);
      running = found;
      await found.service.publisher.resume();
      ({ listener } = found.service);
      log('编辑部分恢复了');
      await publishAndTell(config, found, performance.now(), () => stopping);
    }).catch((error: unknown) => { log(`编辑部分还是没有启动：${error instanceof Error ? error.message : String(error)}`); });
  }, TRY_AGAIN);

  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    console.log('正在停止…');
    clearInterval(retry);
    server.close();
    setTimeout(() => { server.closeAllConnections(); }, 1000).unref();
    void Promise.resolve(running?.service.close()).finally(() => {
      running?.release();
      process.exit(0);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  if (running) await publishAndTell(config, running, started, () => stopping);
}

async function publishAndTell(config: ServerConfig, { service, release }: Started, started: number, stopping: () => boolean): Promise<void> {
  const whole = await service.publisher.resume();
  if (!whole && !service.publisher.live) console.log('正在生成网站，第一次要一点时间…');
  // With a release at hand readers and editors need not wait; the pages get ready meanwhile.
  const publishing = whole ? service.publisher.warm() : service.publisher.request();
  if (!service.publisher.live) await publishing;
  if (stopping()) return;
  if (!service.publisher.live) {
    console.error(`网站没有生成。\n${service.publisher.status().failure?.reason ?? ''}\n改好后再运行 npm start；npm run check 可以只检查内容。`);
    await service.close();
    release();
    process.exit(1);
  }
  await firstAccount(service);
  service.watch();
  service.admin.prepare().catch((error: unknown) => { console.error(`编辑界面没有准备好：${String(error)}`); });
  const address = addressOf(config);
  const own = await unpushed(service.store, config.content).catch((error: unknown) => [String(error)]);
  if (own.length > 0) console.log(`提示：${own.length} 个初始内容文件和内容库不同。要让它们上线，运行 npm run content -- push。`);
  console.log(`网站      ${address}\n编辑      ${address}admin/\n启动用时  ${((performance.now() - started) / 1000).toFixed(1)} 秒。按 Ctrl+C 停止。`);
}

run().catch((error: unknown) => {
  console.error(error instanceof StartFault || error instanceof Error ? error.message : String(error));
  process.exit(1);
});
