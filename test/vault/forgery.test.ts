import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test as vitest } from 'vitest'
import { connect } from '../../src/systems/connection.ts'
import type { Operation } from '../../src/systems/operation.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { type Claim, issuePermit, type Permit } from '../../src/vault/permit.ts'
import { Secret } from '../../src/vault/secret.ts'
import { tokenSource } from '../../src/vault/tokens.ts'
import { transportTo } from '../systems/calling.ts'
import { testWorld } from '../world.ts'
import { forgeries } from './forged.ts'

// Through a connection, over HTTP, to the local Rudder: what is not a live permit of this very call sends no byte.

const id = 'rudder/test'
const update: Operation = rudder.operations.updateRule

const test = vitest.extend('at', async () => {
  const local = await startRudder({ nodes: 5 })
  onTestFinished(() => local.close())
  const all = Object.values(rudder.operations as Readonly<Record<string, Operation>>).map(({ scope }) => scope)
  const token = { name: 'writer', secret: new Secret(() => local.tokens.write), scopes: [...new Set(all)] }
  const transport = transportTo(local.url, testWorld())
  const connection = connect(rudder, { id, url: local.url }, tokenSource([token], all), transport, testWorld())
  const rule = local.state.rules.find(({ enabled }) => enabled)
  const input = { ruleId: rule?.id, body: { enabled: false } }
  const { digest } = connection.request(update, input)
  const claim: Claim = { proposal: 'p', connection: id, scope: update.scope, digest, until: Number.MAX_SAFE_INTEGER }
  const posts = () => local.requests.filter(({ method }) => method !== 'GET')
  const enabled = () => local.state.rules.find(({ id: one }) => one === rule?.id)?.enabled
  return { local, connection, transport, input, claim, posts, enabled }
})

test('a live one sends its call once, and then no more', async ({ at }) => {
  const permit = issuePermit(at.claim)
  await at.connection.write(update, at.input, permit)
  expect(at.posts()).toHaveLength(1)
  expect(at.enabled()).toBe(false)
  await expect(at.connection.write(update, at.input, permit)).rejects.toThrow('the permit is spent')
  expect(at.posts()).toHaveLength(1)
})

for (const [name, forge] of Object.entries(forgeries)) {
  test(`nothing is sent with ${name}`, async ({ at }) => {
    await expect(at.connection.write(update, at.input, forge(at.claim))).rejects.toThrow(/not sent: .*permit/)
    expect(at.posts()).toEqual([])
    expect(at.enabled()).toBe(true)
  })
}

test('nothing is sent that differs from the approved call in anything', async ({ at }) => {
  const [other] = at.local.state.rules.filter(({ id: one }) => one !== at.input.ruleId)
  const calls = {
    'another body': { ...at.input, body: { enabled: true } },
    'no body': { ruleId: at.input.ruleId },
    'another path': { ...at.input, ruleId: other?.id },
    'another query': { ...at.input, query: { reason: 'because' } },
  }
  for (const [name, call] of Object.entries(calls)) {
    const sent = at.connection.write(update, call, issuePermit(at.claim))
    await expect(sent, name).rejects.toThrow('the permit is for another call')
  }
  expect(at.posts()).toEqual([])
})

test('what the operation does not declare cannot even be asked for', async ({ at }) => {
  const calls = [
    { ...at.input, body: { enabled: false, displayName: 'mine' } },
    { ...at.input, body: { enabled: 'no' } },
    { ...at.input, ruleId: '../rules' },
    { body: at.input.body },
  ]
  for (const call of calls) await expect(at.connection.write(update, call, issuePermit(at.claim))).rejects.toThrow(/./)
  expect(at.posts()).toEqual([])
})

test('a write is no read: neither the calls nor the elements of a connection send it', async ({ at }) => {
  expect(() => at.connection.call(update, at.input)).toThrow('it needs a permit')
  const disguised = { ...update, shape: { ...update.shape, each: { at: 'data.rules', item: update.shape.output } } }
  await expect(
    at.connection
      .each(disguised as Operation, at.input)
      [Symbol.asyncIterator]()
      .next(),
  ).rejects.toThrow('it has no elements')
  expect(at.posts()).toEqual([])
})

test('of ten at once with one permit, one is sent', async ({ at }) => {
  const permit: Permit = issuePermit(at.claim)
  const all = await Promise.allSettled(Array.from({ length: 10 }, () => at.connection.write(update, at.input, permit)))
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(at.posts()).toHaveLength(1)
})
