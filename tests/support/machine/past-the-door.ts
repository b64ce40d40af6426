/**
 * Where the source of a test goes past the door of `programs.ts`, `needs.ts` and `browser.ts`, in words. It looks for the ways
 * there are to reach a program, not for names of programs, so that a new program needs no new rule. Comments count too.
 */
export const pastTheDoor = (source: string): readonly string[] =>
  rules.filter(([, pattern]) => pattern.test(source)).map(([what]) => what)

const rules: readonly (readonly [string, RegExp])[] = [
  ['starts programs itself', /child_process/],
  ['starts programs through a package', /['"`](?:execa|zx|cross-spawn|shelljs|tinyexec|node-pty)[/'"`]/],
  ['starts processes itself', /['"`](?:node:)?cluster['"`]/],
  // A name that is put together could be any of these.
  ['loads a module by a name put together', /\b(?:require|import)\s*\((?!\s*(?:'[^'\n]*'|"[^"\n]*")\s*\))/],
  [
    'loads modules by another way',
    /getBuiltinModule|createRequire|inding\(|mainModule|=\s*require\b(?!\s*[(.])/,
  ],
  [
    'opens a browser itself',
    /^import (?!type )(?:\{[^}]*\}|[\w*, ]+) from ['"](?:playwright|puppeteer)|\b(?:require|import)\s*\(\s*['"](?:playwright|puppeteer)/m,
  ],
  [
    'leaves a test out without a need',
    /\b(?:test|it|describe)\s*\.\s*(?:skip|only|todo|failing)\b|\b[xf](?:it|test|describe)\(/,
  ],
]
