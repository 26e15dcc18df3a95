/** Whether a release is built, not `npm run dev`. Not `import.meta.env.PROD`: a `NODE_ENV` or `DEV` of the shell changes that, and pages went without their policy. */
declare const __RELEASE__: boolean | undefined;

export const isRelease: boolean = typeof __RELEASE__ !== 'undefined' && __RELEASE__;
