import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';

/** What a type checker does not see: loose promises, forgotten conditions, climbing imports, the machine's own clock. */
const climbing = { group: ['../*', '**/../*'], message: '从别的房间引入用 #/…，房间里用 ./…' };

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', '.astro/', '.cache/', 'test-results/', 'playwright-report/', '**/*.md'] },
  ...tseslint.configs.strict,
  ...astro.configs.recommended,
  {
    rules: {
      'no-restricted-imports': ['error', { patterns: [climbing] }],
      'no-console': 'off',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      // `cond && f()` style is clear enough in markup.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx,astro}'],
    ignores: ['src/lib/clock.ts', 'src/lib/reader-clock.ts', 'src/server/**', 'src/cms/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: '问时间只用 #/lib/clock.ts 的 now()' },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: '问时间只用 #/lib/clock.ts 的 now()' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'tests/**/*.ts'],
    ignores: ['**/*.astro/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
);
