import type { RudderFaults } from 'local-rudder'
import { test } from 'vitest'
import type { SceneOptions } from '../flow/setup.ts'
import { serving } from '../systems/calling.ts'
import { matchGolden } from './golden.ts'
import { startGolden } from './scene.ts'

const line = 'rudder compliance SSH hardening'

/** The faults of a local Rudder, one after the other. */
const faults: readonly (readonly [what: string, fault: Partial<RudderFaults>])[] = [
  ['unreachable', { down: true }],
  ['starting', { starting: true }],
  ['a token that is not accepted', { html401: true }],
  ['an answer that is cut off', { cutBody: true }],
  ['JSON of another shape', { garbage: 'shape' }],
  ['no JSON', { garbage: 'text' }],
]

test('what a person sees of a Rudder in trouble', async () => {
  const sections: string[] = []
  for (const [what, fault] of faults) {
    const { asked, rudder } = await startGolden({}, sections, ports, `${what} · `)
    Object.assign(rudder.faults, fault)
    await asked(line)
  }
  const { asked, rudder } = await startGolden({}, sections, ports, 'left alone · ')
  rudder.faults.down = true
  for (let again = 0; again < 4; again++) await asked(line)
  await matchGolden('error-rudder', sections)
})

/** Where nobody listens, and where somebody does; no two runs have the same. */
const ports = [[/127\.0\.0\.1:\d+/g, 'rudder.prod.example']] as const

const error = (detail: string) => JSON.stringify({ action: 'a', result: 'error', errorDetails: detail })
const info = (version: number) =>
  JSON.stringify({
    action: 'apiGeneralInformations',
    result: 'success',
    data: {
      documentation: 'https://docs.rudder.io/api',
      availableVersions: { latest: version, all: [{ version, status: 'maintained' }] },
      endpoints: [],
    },
  })

/** What another server than a Rudder that is well would answer. */
const answers: readonly (readonly [what: string, status: number, body: string])[] = [
  ['not authenticated', 401, ''],
  ['not allowed', 403, error('You are not allowed to use this endpoint')],
  ['not a validator', 403, error('User is not authorized to validate this change request')],
  ['no such address', 404, ''],
  ['no such object', 404, error('Could not find it')],
  ['refuses more', 429, ''],
  ['a redirect', 302, ''],
  ['a bad gateway', 502, ''],
  ['rejected', 500, error('Inconsistency: the value of that field is not one of those that are allowed')],
  ['an error without words', 500, ''],
  ['another version', 200, info(7)],
]

test('what a person sees of other answers', async () => {
  const sections: string[] = []
  for (const [what, status, body] of answers) {
    const other = await serving((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' }).end(body)
    })
    const settings = (yaml: string) => yaml.replace(/url: .*/, `url: ${other.url}`)
    const { asked } = await startGolden({ settings }, sections, ports, `${what} · `)
    await asked(line)
  }
  await matchGolden('error-answers', sections)
})

const withoutNodes = (yaml: string) =>
  yaml.replace(/^ {8}scopes: \[rudder:\*:read\]/gm, '        scopes: [rudder:info:read, rudder:rules:read]')

const limits: readonly (readonly [what: string, options: SceneOptions, typed: string])[] = [
  ['too large', { limits: { wholeBytes: 500, bytes: 500 } }, 'rudder rules'],
  ['no token', { settings: withoutNodes }, 'rudder nodes'],
  ['a token that may not', { env: ({ tokens }) => ({ PLAY_PROD_READ: tokens.validator }) }, 'rudder nodes'],
  ['a token of nobody', { env: () => ({ PLAY_PROD_READ: 'nobodys-token' }) }, 'rudder nodes'],
]

test('what a person sees of limits and tokens', async () => {
  const sections: string[] = []
  for (const [what, options, typed] of limits) {
    const { asked } = await startGolden(options, sections, ports, `${what} · `)
    await asked(typed)
  }
  const { asked, rudder } = await startGolden({ limits: { totalMs: 600 } }, sections, ports, 'too slow · ')
  rudder.faults.slow = 10_000
  await asked(line)
  await matchGolden('error-limits', sections)
})
