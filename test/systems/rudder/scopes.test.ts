import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { scopesOf } from '../../../src/command/command.ts'
import { accessFor } from '../../../src/systems/rudder/access/accounts.ts'
import { rudder } from '../../../src/systems/rudder/index.ts'
import { commandsOf } from '../contract/commands.ts'
import { operationsOf } from '../contract/connected.ts'

const operations = Object.values(operationsOf(rudder))
const scopesWith = (is: (shape: (typeof operations)[0]['shape']) => boolean) =>
  [...new Set(operations.filter(({ shape }) => is(shape)).map(({ scope }) => scope))].sort()

test('there are 26 scopes, of which three show what may be secret and two are for the bot itself', () => {
  expect(scopesWith(() => true)).toHaveLength(26)
  expect(scopesWith(({ sensitive }) => sensitive === true)).toEqual([
    'rudder:directives:read',
    'rudder:directives:run',
    'rudder:properties:read',
  ])
  expect(scopesWith(({ internal }) => internal !== undefined)).toEqual(['rudder:info:read', 'rudder:token:read'])
})

test('three commands show what may be secret', () => {
  const sensitive = scopesWith((shape) => shape.sensitive === true)
  const guarded = commandsOf(rudder).filter(
    (command) => command.kind === 'read' && scopesOf(command).some((scope) => sensitive.includes(scope)),
  )
  expect(guarded.map(({ name }) => name)).toEqual([
    'rudder directive details',
    'rudder properties',
    'rudder technique directives',
  ])
})

test('the accounts of the playground that have lists have these', async () => {
  const local = await startRudder({ nodes: 1 })
  onTestFinished(() => local.close())
  const listOf = (token: string) => local.state.accounts[token]?.acl
  const named = (wanted: string) => rudder.accounts.find(({ name }) => name === wanted)?.scopes ?? []
  expect(listOf(local.tokens.operator)).toEqual(accessFor([...named('writer'), 'rudder:directives:run']))
  expect(listOf(local.tokens.keeper)).toEqual(accessFor(named('keeper')))
})
