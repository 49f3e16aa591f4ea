import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { accessFor } from '../../src/systems/rudder/access/accounts.ts'
import { startBot } from '../bot.ts'
import { coxswain } from '../cli/coxswain.ts'
import { certificate, openssl } from '../tls.ts'

const declared = ['rudder:compliance:read', 'rudder:rules:read']
const listOf = (scopes: readonly string[]) =>
  accessFor(scopes).map(({ path, actions }) => ({ path, actions: [...actions] }))

const entry = (path: string, ...actions: string[]) => ({ path, actions })

/** What is wrong with each token, by its name. */
const accounts = {
  reader: { kind: 'acl', acl: listOf(['rudder:info:read', ...declared]) },
  broad: { kind: 'rw', acl: [] },
  onetoomany: { kind: 'acl', acl: [...listOf(declared), entry('directives/*', 'post')] },
  lacking: { kind: 'acl', acl: listOf(declared.slice(1)) },
  gone: { kind: 'acl', acl: listOf(declared), expiresAt: 1 },
} as const

const secretOf = (name: string) => name.padEnd(32, '0')
const variable = (name: string) => `KEY_${name.toUpperCase()}`

/** A bot's folder with a Rudder that has these accounts, and another whose key is not the one of the settings. */
const place = async (api: number) => {
  const [mine, other] = [certificate(), certificate()]
  const [local, pinned] = [await startRudder({ api, nodes: 5 }), await startRudder({ api, nodes: 5, tls: mine })]
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-asked-'))
  onTestFinished(async () => {
    await Promise.all([local.close(), pinned.close()])
    rmSync(folder, { recursive: true })
  })
  for (const [name, { acl, ...account }] of Object.entries(accounts))
    local.state.accounts[secretOf(name)] = { id: name, name, ...account, acl: structuredClone([...acl]) }
  const tokens = Object.keys(accounts).map((name) => {
    const scopes = name === 'reader' ? ['rudder:info:read', ...declared] : declared
    return `      - { name: ${name}, secret: env:${variable(name)}, scopes: [${scopes.join(', ')}] }`
  })
  const settings = `connections:
  rudder/prod:
    url: ${local.url}
    default: true
    tokens:
${tokens.join('\n')}
  rudder/pinned:
    url: ${pinned.url}
    tls: { pin: ${other.pin} }
    tokens: [{ name: reader, secret: env:${variable('reader')}, scopes: ["rudder:*:read"] }]
groups:
  - { name: owners, owner: marc@acme.example, api_scopes: [cox:status:read], includes: [marc@acme.example] }
identity: { domains: [acme.example] }
`
  writeFileSync(join(folder, 'coxswain.yml'), settings)
  const secrets = Object.fromEntries(Object.keys(accounts).map((name) => [variable(name), secretOf(name)]))
  return { folder, env: secrets, local, pinned, pin: mine.pin }
}

type Said = readonly { readonly about: string; readonly level: string; readonly says: string; readonly todo?: string }[]

/** What is wrong is named, with what to do; what is right is not. */
const judge = (said: Said, pin: string) => {
  const about = (name: string) =>
    said
      .filter((one) => one.about === name && one.level !== 'ok')
      .map(({ level, says, todo = '' }) => `${level} ${says} ${todo}`)
  expect(about('rudder/prod reader')).toEqual([])
  expect(about('rudder/prod broad')).toEqual([
    expect.stringMatching(/^warning It can do what it need not: rudder:.* Give it an account with the access list of/),
  ])
  expect(about('rudder/prod onetoomany')).toEqual([
    expect.stringMatching(/^warning It can do what it need not: rudder:directives:write\. /),
  ])
  expect(about('rudder/prod lacking')).toEqual([
    expect.stringMatching(
      /^wrong It cannot do what the settings declare for it: rudder:compliance:read\. .*coxswain tokens/,
    ),
  ])
  expect(about('rudder/prod gone')).toEqual([
    expect.stringMatching(/^wrong It is not accepted: it is unknown, disabled or expired\. Make a new token in Rudder/),
  ])
  // The certificate of the test ends soon, which is told beside.
  expect(about('rudder/pinned')).toContainEqual(expect.stringContaining(`set tls.pin to ${pin}`))
}

test.skipIf(!openssl).each([18, 23])(
  'with API %i whatever is wrong with a token is found by coxswain doctor and by /cox doctor',
  async (api) => {
    const { folder, env, local, pinned, pin } = await place(api)
    const { code, out, err } = await coxswain(['doctor', '--json'], { cwd: folder, env })
    const { findings } = JSON.parse(out) as { findings: Said }
    judge(findings, pin)
    expect(code).toBe(1)

    const bot = await startBot({ play: { folder, env }, database: { file: ':memory:' } })
    const { message } = await bot.ask('cox doctor', 'marc')
    const shown = (message.lists ?? []).flatMap(({ title, items }) =>
      items.map((item) => {
        const { name = '', text } = typeof item === 'string' ? { text: item } : item
        return { about: name, level: title === 'Wrong' ? 'wrong' : 'warning', says: text }
      }),
    )
    judge(shown, pin)

    expect([...local.writes(), ...pinned.writes()]).toEqual([])
    const all = out + err + JSON.stringify(message)
    expect(Object.values(env).filter((secret) => all.includes(secret))).toEqual([])
  },
)
