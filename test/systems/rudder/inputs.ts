import type { LocalRudder } from 'local-rudder'
import type { RawInput } from '../../../src/systems/operation.ts'

/** For each operation an input that a local Rudder answers, where `prepare` was called before. */
export const inputsFor = ({ state }: LocalRudder): Readonly<Record<string, RawInput>> => {
  const ruleId = state.rules.find(({ enabled }) => enabled)?.id
  const nodeId = state.nodes.find(({ silent }) => !silent)?.id
  const directiveId = state.directives.find(({ displayName }) => displayName === 'SSH settings')?.id
  const groupId = state.groups.find(({ displayName }) => displayName === 'Jump hosts')?.id
  const populated = state.groups.find(({ nodeIds }) => nodeIds.length > 0)?.id
  const level = { query: { level: 1 } }
  const reason = { query: { reason: 'a contract test' } }
  const editor = { techniqueId: 'linux_baseline', techniqueVersion: '1.0' }
  const draft = { id: 'made', name: 'Made', version: '1.0', category: 'ncf_techniques' }
  const changeRequestId = String(state.changeRequests[0]?.id)
  const empty = { ruleCategoryId: 'legacy', groupCategoryId: 'unused' }
  return {
    info: {},
    infoSection: { sectionId: 'rules' },
    infoEndpoint: { endpointName: 'listRules' },
    status: {},
    ownAccount: {},
    nodeTenants: {},
    complianceTenants: {},
    systemStatus: {},
    systemInfo: {},
    healthCheck: {},
    globalCompliance: {},
    rulesCompliance: level,
    nodesCompliance: level,
    directivesCompliance: level,
    ruleCompliance: { ruleId, ...level },
    ruleParts: { ruleId },
    directiveNodes: { directiveId },
    groupParts: { groupId: populated },
    nodeCompliance: { nodeId, ...level },
    directiveCompliance: { directiveId, ...level },
    directiveComplianceCsv: { directiveId },
    groupCompliance: { groupId, ...level },
    groupTargetCompliance: { groupId, ...level },
    rules: {},
    rule: { ruleId },
    ruleTree: {},
    ruleCategory: empty,
    updateRule: { ruleId, body: { enabled: false }, ...reason },
    createRule: { body: { source: ruleId, displayName: 'A copy' }, ...reason },
    deleteRule: { ruleId, ...reason },
    createRuleCategory: { body: { parent: 'rootRuleCategory', name: 'Newer' } },
    updateRuleCategory: { ...empty, body: { name: 'Renamed' } },
    deleteRuleCategory: empty,
    directives: {},
    directive: { directiveId },
    directiveTree: {},
    checkDirective: { directiveId, body: { policyMode: 'audit' } },
    updateDirective: { directiveId, body: { policyMode: 'audit' }, ...reason },
    createDirective: { body: { source: directiveId, displayName: 'A copy' }, ...reason },
    deleteDirective: { directiveId, ...reason },
    techniqueDirectives: { techniqueId: 'userManagement' },
    techniqueVersionDirectives: { techniqueId: 'userManagement', techniqueVersion: '1.0' },
    techniques: {},
    techniqueVersions: {},
    techniqueCategories: {},
    methods: {},
    technique: { techniqueId: 'sshConfiguration' },
    techniqueVersion: editor,
    techniqueResources: editor,
    techniqueRevisions: editor,
    createTechnique: { body: draft },
    updateTechnique: { ...editor, body: { ...draft, id: editor.techniqueId, name: 'Linux baseline' } },
    deleteTechnique: { techniqueId: 'backup_agent', techniqueVersion: '1.0' },
    reloadTechniques: {},
    reloadMethods: {},
    groups: {},
    group: { groupId },
    groupTree: {},
    groupCategory: empty,
    reloadGroup: { groupId },
    updateGroup: { groupId, body: { description: 'Other' }, ...reason },
    createGroup: { body: { displayName: 'Newer', category: 'GroupRoot' }, ...reason },
    deleteGroup: { groupId, ...reason },
    createGroupCategory: { body: { parent: 'GroupRoot', name: 'New' } },
    updateGroupCategory: { ...empty, body: { name: 'Renamed' } },
    deleteGroupCategory: empty,
    nodes: { query: { include: 'minimal' } },
    node: { nodeId, query: { include: 'default' } },
    pendingNodes: { query: { include: 'default,managementTechnologyDetails' } },
    decideNode: { nodeId: state.pendingNodes[0]?.id, body: { status: 'accepted' } },
    runAgent: { nodeId },
    settings: {},
    properties: {},
    property: { propertyId: 'ntp' },
    changeRequests: { query: { status: 'all' } },
    changeRequest: { changeRequestId },
    deployChangeRequest: { changeRequestId, ...reason },
    validateChangeRequest: { changeRequestId, ...reason },
    declineChangeRequest: { changeRequestId, ...reason },
    updateChangeRequest: { changeRequestId, body: { name: 'Other' }, query: { name: 'Other' } },
  }
}

/** Turns validation on and opens a change request, so that there is one to be asked for. */
export const prepare = ({ state }: LocalRudder): void => {
  state.validation.installed = true
  state.settings.enable_change_request = true
  const [before] = state.rules
  if (!before) throw new Error('no rule')
  state.changeRequests.push({
    id: 1,
    displayName: 'Opened',
    description: '',
    status: 'Pending validation',
    createdBy: 'somebody',
    changes: [{ kind: 'rule', before: structuredClone(before), after: { ...structuredClone(before), enabled: false } }],
  })
}
