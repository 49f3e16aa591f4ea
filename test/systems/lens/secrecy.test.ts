import { inspect } from 'node:util'
import { keys, type LocalLens, startLens } from 'local-lens'
import { expect, onTestFinished, test } from 'vitest'
import { SystemError } from '../../../src/errors.ts'
import { sentenceOf } from '../../../src/run/explain.ts'
import { lens } from '../../../src/systems/lens/index.ts'
import type { Operation } from '../../../src/systems/operation.ts'
import { callOf, connectedTo, everythingOf } from '../contract/connected.ts'
import { inputsFor } from './inputs.ts'

/** A key as it may be written. */
const spellings = (key: string): readonly string[] => [
  key,
  Buffer.from(key).toString('hex'),
  ...[0, 1, 2].map((at) => Buffer.from(key.slice(at)).toString('base64').slice(0, 40)),
]
const found = (text: string): readonly string[] =>
  Object.values(keys).filter((key) => spellings(key).some((one) => text.includes(one)))

const said = (value: unknown): string => `${JSON.stringify(value)}\n${inspect(value, { depth: 30, showHidden: true })}`
/** What a person or a log gets of an error. */
const told = (error: SystemError): string => `${said(error)}\n${error.stack}\n${sentenceOf(error, lens)}`

const faults: Readonly<Record<string, Partial<LocalLens['faults']>>> = {
  none: {},
  'a key that expired': { refused: true },
  'a gateway that refuses': { gateway: true },
  'a page of a proxy': { proxyAnswers: 502 },
  'half an answer': { cutBody: true },
  'no JSON': { garbage: 'text' },
  'JSON of another shape': { garbage: 'shape' },
  'broken scopes': { brokenScopes: true },
  'Lens down': { down: true },
}

test.for(Object.entries(faults))(
  'no key and no path of the server is in anything that a call gives, with %s',
  async ([, fault]) => {
    const looked = { calls: 0, errors: 0 }
    for (const [name, operation] of Object.entries<Operation>(lens.operations)) {
      const local = await startLens()
      onTestFinished(() => local.close())
      const connection = connectedTo(lens, local.url, [everythingOf(lens, keys.admin)])
      Object.assign(local.faults, fault)
      looked.calls += 1
      try {
        const text = said(await callOf(connection, operation, inputsFor()[name] ?? {}))
        expect(found(text), name).toEqual([])
      } catch (error) {
        if (!(error instanceof SystemError)) throw error
        looked.errors += 1
        expect(found(told(error)), name).toEqual([])
        expect(`${said({ ...error, stack: '' })} ${sentenceOf(error, lens)}`, name).not.toMatch(/\/srv\/|gateway\.ts/)
      }
      expect(found(JSON.stringify(local.requests)), name).toEqual([])
    }
    expect(looked.calls).toBe(4)
    expect(looked.errors > 0).toBe(Object.keys(fault).length > 0)
  },
)

test('the search is able to find one', async () => {
  expect(found(`Authorization: Bearer ${keys.admin}`)).toEqual([keys.admin])
  expect(found(Buffer.from(`key ${keys.oslo}`).toString('hex'))).toEqual([keys.oslo])
})
