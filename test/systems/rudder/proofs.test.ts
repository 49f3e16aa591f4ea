import { type LocalRudder, startRudder } from 'local-rudder'
import { describe, expect, onTestFinished, test } from 'vitest'
import { SystemError } from '../../../src/errors.ts'
import type { Operation, RawInput } from '../../../src/systems/operation.ts'
import { proofOf } from '../../../src/systems/rudder/access/proofs.ts'
import { rudder } from '../../../src/systems/rudder/index.ts'
import { connected, everything } from '../../contract/connected.ts'
import { approvalFor } from '../contract/connected.ts'

const all = rudder.operations
const accept = 'POST /changeRequests/{changeRequestId}/accept'
const decline = 'DELETE /changeRequests/{changeRequestId}'

interface Refusal {
  readonly what: string
  readonly operation: Operation
  readonly input: (local: LocalRudder) => RawInput
  readonly proves: SystemError['refusal']
  readonly prepare?: (local: LocalRudder) => void
  /** Where 8.0 hides the cause behind what it was doing. */
  readonly vagueIn80?: true
}

const body = (value: object) => () => ({ body: value })
const rule = (local: LocalRudder) => local.state.rules[0]
const open = (status: 'Pending validation' | 'Deployed' | 'Cancelled') => (local: LocalRudder) => {
  const before = rule(local)
  if (!before) throw new Error('no rule')
  local.state.validation.installed = true
  local.state.settings.enable_change_request = true
  const change = { kind: 'rule' as const, before, after: { ...before, enabled: false } }
  local.state.changeRequests.push({
    id: 1,
    displayName: 'x',
    description: '',
    createdBy: 'nadia',
    status,
    changes: [change],
  })
}
const first = () => ({ changeRequestId: '1' })

/** What the server refuses before it does anything, in the words of each of its versions. */
const refusals: readonly Refusal[] = [
  {
    what: 'a rule of a name that is taken',
    operation: all.createRule,
    input: (local) => ({ body: { displayName: rule(local)?.displayName, enabled: false } }),
    proves: 'unless-done',
  },
  {
    what: 'a rule of an id that is taken',
    operation: all.createRule,
    input: (local) => ({ body: { displayName: 'Another', id: rule(local)?.id } }),
    proves: 'unless-done',
  },
  {
    what: 'a copy of a rule that is gone',
    operation: all.createRule,
    input: body({ displayName: 'Another', source: 'none' }),
    proves: 'definite',
  },
  {
    what: 'a rule that is gone',
    operation: all.updateRule,
    input: () => ({ ruleId: 'none', body: { enabled: false } }),
    proves: 'if-gone',
  },
  {
    what: 'a directive of a short name',
    operation: all.createDirective,
    input: body({ displayName: 'abc', source: 'none' }),
    proves: 'definite',
  },
  {
    what: 'a copy of a directive that is gone',
    operation: all.createDirective,
    input: body({ displayName: 'Another', source: 'none' }),
    proves: 'definite',
  },
  {
    what: 'a directive of a name that is taken',
    operation: all.createDirective,
    input: ({ state: { directives } }) => ({
      body: { displayName: directives[0]?.displayName, source: directives[0]?.id },
    }),
    proves: 'unless-done',
  },
  {
    what: 'a directive that is gone',
    operation: all.updateDirective,
    input: () => ({ directiveId: 'none', body: { enabled: false } }),
    proves: 'if-gone',
  },
  {
    what: 'a group of a short name',
    operation: all.createGroup,
    input: body({ displayName: 'abc', category: 'GroupRoot' }),
    proves: 'definite',
  },
  {
    what: 'a group of a name that is taken',
    operation: all.createGroup,
    input: ({ state }) => ({ body: { displayName: state.groups[0]?.displayName, category: 'GroupRoot' } }),
    proves: 'unless-done',
  },
  {
    what: 'a category that is missing, which is said after it is saved too',
    operation: all.createGroup,
    input: body({ displayName: 'Another', category: 'none' }),
    proves: 'if-gone',
  },
  { what: 'a group that is gone', operation: all.reloadGroup, input: () => ({ groupId: 'none' }), proves: 'definite' },
  {
    what: 'a category of rules of a short name',
    operation: all.createRuleCategory,
    input: body({ parent: 'rootRuleCategory', name: 'abc' }),
    proves: 'definite',
  },
  {
    what: 'a category of rules without a parent',
    operation: all.createRuleCategory,
    input: body({ parent: 'none', name: 'Another' }),
    proves: 'definite',
  },
  {
    what: 'a category of groups of a short name',
    operation: all.createGroupCategory,
    input: body({ parent: 'GroupRoot', name: 'ab' }),
    proves: 'definite',
  },
  {
    what: 'a category of groups without a reason',
    operation: all.createGroupCategory,
    input: body({ parent: 'GroupRoot', name: 'Another' }),
    proves: 'definite',
    prepare: ({ state }) => {
      state.settings.mandatory_change_message = true
    },
  },
  {
    what: 'a node that is not known, which is said after it is accepted too',
    operation: all.decideNode,
    input: () => ({ nodeId: 'none', body: { status: 'accepted' } }),
    proves: undefined,
  },
  {
    what: 'a node whose name is taken',
    operation: all.decideNode,
    input: ({ state }) => ({ nodeId: state.pendingNodes[0]?.id, body: { status: 'accepted' } }),
    proves: 'definite',
    vagueIn80: true,
    prepare: ({ state }) => void Object.assign(state.nodes[0] ?? {}, { hostname: state.pendingNodes[0]?.hostname }),
  },
  { what: 'an agent of no node', operation: all.runAgent, input: () => ({ nodeId: 'none' }), proves: 'definite' },
  {
    what: 'a change request that is deployed',
    operation: all.deployChangeRequest,
    input: first,
    proves: 'unless-done',
    prepare: open('Deployed'),
  },
  {
    what: 'a change request that is declined, to deploy',
    operation: all.deployChangeRequest,
    input: first,
    proves: 'definite',
    prepare: open('Cancelled'),
  },
  {
    what: 'a change request that is declined, to decline',
    operation: all.declineChangeRequest,
    input: first,
    proves: 'unless-done',
    prepare: open('Cancelled'),
  },
  {
    what: 'a change request that is deployed, to decline',
    operation: all.declineChangeRequest,
    input: first,
    proves: 'definite',
    prepare: open('Deployed'),
  },
  {
    what: 'a change request, without a reason',
    operation: all.deployChangeRequest,
    input: first,
    proves: 'definite',
    prepare: (local) => {
      open('Pending validation')(local)
      local.state.settings.mandatory_change_message = true
    },
  },
  {
    what: 'change requests that are switched off',
    operation: all.deployChangeRequest,
    input: first,
    proves: 'definite',
    prepare: (local) => {
      open('Pending validation')(local)
      local.state.settings.enable_change_request = false
    },
  },
]

const versions = [18, 20, 21, 22, 23] as const

const refusedBy = async (local: LocalRudder, decides: string, operation: Operation, input: RawInput) => {
  const scope = 'rudder:requests:approve'
  const rest = everything(local.tokens.write)
  const writer = { ...rest, scopes: rest.scopes.filter((one) => one !== scope) }
  const connection = connected(local.url, [{ ...everything(decides), name: 'decides', scopes: [scope] }, writer])
  return connection.write(operation, input, approvalFor(connection, operation, input)).catch((error: unknown) => {
    if (error instanceof SystemError) return error
    throw error
  })
}

describe.each(versions)('API %i', (api) => {
  test.for(refusals)('$what: $proves', async ({ operation, input, proves, prepare, vagueIn80 }) => {
    const local = await startRudder({ nodes: 4, api })
    onTestFinished(() => local.close())
    prepare?.(local)
    const before = structuredClone(local.state)
    const error = await refusedBy(local, local.tokens.validator, operation, input(local))
    expect(error).toMatchObject({ endpoint: operation.endpoint, status: 500, unsent: false })
    expect(local.state).toEqual(before)
    const { refusal, detail } = error as SystemError
    expect(refusal, detail).toBe(vagueIn80 && api === 18 ? undefined : proves)
  })

  test.each([all.deployChangeRequest, all.declineChangeRequest])(
    'a change request with a token that may not: $endpoint',
    async (operation) => {
      const local = await startRudder({ nodes: 4, api })
      onTestFinished(() => local.close())
      open('Pending validation')(local)
      const error = await refusedBy(local, local.tokens.write, operation, first())
      expect(error).toMatchObject({ kind: 'forbidden', reason: 'needs-user', refusal: 'definite' })
    },
  )
})

test('a node that does not wait any more cannot be refused, and 8.0 does not say so for certain', async () => {
  for (const api of versions) {
    const local = await startRudder({ nodes: 4, api })
    onTestFinished(() => local.close())
    const input = { nodeId: 'none', body: { status: 'refused' } }
    const error = await refusedBy(local, local.tokens.write, all.decideNode, input)
    expect(error).toMatchObject({ refusal: api === 18 ? undefined : 'unless-done' })
  }
})

describe('words that are not known', () => {
  const rule = 'PUT /rules'
  test.for<readonly [endpoint: string, words: string]>([
    [rule, ''],
    [rule, 'Something else'],
    [rule, "'displayName' is mandatory and must be at least 3 char long"],
    [rule, 'Error when creating new rule; cause was: Error when saving rule entry in repository: …'],
    [rule, "Error when creating new rule; cause was: x; cause was: Missing manadatory parameter 'displayName'"],
    [rule, "x Error when creating new rule; cause was: Missing manadatory parameter 'displayName'"],
    [rule, 'Could not extract a rule from request.; cause was: x'],
    ['POST /rules/{ruleId}', "Could not start workflow for change request creation on Rule 'x'"],
    [
      'POST /directives/{directiveId}',
      "Could not start workflow for change request creation on Directive 'x'; cause was: x",
    ],
    ['PUT /directives', 'Could not save Directive x; cause was: something else'],
    [
      'POST /nodes/{nodeId}/applyPolicy',
      "Error occurred when contacting internal remote-run API to apply classes on Node 'x': x",
    ],
    ['POST /nodes/{nodeId}/applyPolicy', "Node with id 'x' was not found\nand more"],
    [accept, 'Could not accept ChangeRequest 1; cause was: Could not commit it'],
    [decline, 'ChangeRequest 1 has already been deployed.'],
    ['GET /rules', "Node with id 'x' was not found"],
  ])('prove nothing: %s %s', ([endpoint, words]) => {
    expect(proofOf(endpoint, words)).toBeUndefined()
  })

  test('what stands before the end may not be the beginning too', () => {
    expect(proofOf('PUT /directives', 'Technique cannot be found.')).toBeUndefined()
    expect(proofOf('PUT /directives', 'Technique x cannot be found.')).toBe('definite')
  })

  test('are looked at in a time that grows with their length', () => {
    const long = "Could not accept ChangeRequest details cause is: you could not send Change Request from '".repeat(
      20_000,
    )
    expect(proofOf(accept, long)).toBeUndefined()
    expect(proofOf(decline, `Could not decline ChangeRequest ${"because status '".repeat(50_000)}`)).toBeUndefined()
  })
})
