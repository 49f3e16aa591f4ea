import { Probe } from '../../probe.ts'
import { nodeCompliance } from './compliance.ts'
import { checkDirective, directive, updateDirective } from './directives.ts'
import { updateGroupCategory } from './group-categories.ts'
import { group, updateGroup } from './groups.ts'
import { decideNode, node } from './nodes.ts'
import { changeRequest, updateChangeRequest } from './requests.ts'
import { rule, updateRule } from './rules.ts'
import { property, settings } from './settings.ts'
import { systemStatus } from './system.ts'
import { technique } from './techniques.ts'

/**
 * One probe for each scope that can be tested without any effect: Rudder checks the right of a token before the handler
 * runs, and these handlers look up the object before anything else (RuleApi, DirectiveApi, GroupsApi, NodeApi, and for
 * change requests the number). Left out are operations that don't POST to an object (creating, deleting, reading from
 * files), those that may act before the lookup (a technique, an agent), and decisions on change requests, which the right to
 * send doesn't include.
 */
export const probes: readonly Probe[] = [
  new Probe(nodeCompliance, { level: 1 }),
  new Probe(directive),
  new Probe(group),
  new Probe(node, { include: 'default' }),
  new Probe(property),
  new Probe(changeRequest),
  new Probe(rule),
  new Probe(settings),
  new Probe(systemStatus),
  new Probe(technique),
  new Probe(checkDirective),
  new Probe(updateDirective),
  new Probe(updateGroup),
  new Probe(updateGroupCategory),
  new Probe(decideNode),
  new Probe(updateChangeRequest),
  new Probe(updateRule),
]
