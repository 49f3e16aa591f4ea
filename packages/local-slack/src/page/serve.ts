import { join } from 'node:path'
import { build } from 'esbuild'
import type { PageAsset } from '../local-slack.ts'

/**
 * What the page may do: load from its own origin and talk to it, and nothing else. React sets styles through the DOM,
 * which `style-src` does not forbid; nothing assigns text as HTML, which Trusted Types would refuse.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Coxswain playground</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body><div id="root"></div><noscript>The local Slack needs JavaScript.</noscript></body>
</html>
`

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0e6f7c"/>
<g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"><circle cx="16" cy="16" r="6"/>
<path d="M16 5v22M5 16h22M8.2 8.2l15.6 15.6M23.8 8.2 8.2 23.8"/></g></svg>
`

const asset = (type: string, body: string): PageAsset => ({
  headers: {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  },
  body,
})

/** Bundles the page, which takes about a second, and answers what lies at a path; undefined where nothing does. */
export const createPage = async (): Promise<(path: string) => PageAsset | undefined> => {
  const browser = join(import.meta.dirname, 'browser')
  const { outputFiles } = await build({
    entryPoints: { page: join(browser, 'main.tsx'), look: join(browser, 'look/page.css') },
    outdir: '/',
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    charset: 'utf8',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  const built = (path: string) => outputFiles.find((file) => file.path === path)?.text ?? ''
  const assets: Readonly<Record<string, PageAsset>> = {
    '/': asset('text/html', html),
    '/page.js': asset('text/javascript', built('/page.js')),
    '/page.css': asset('text/css', built('/look.css')),
    '/icon.svg': asset('image/svg+xml', icon),
  }
  return (path) => (Object.hasOwn(assets, path) ? assets[path] : undefined)
}
