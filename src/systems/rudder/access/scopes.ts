import type * as operations from '../operations/index.ts'

type All = typeof operations
type Scope = All[keyof All]['scope']

/** What each scope lets one do, as it appears after “you may” and “you may not”. */
export const scopes: Readonly<Record<Scope, string>> = {
  'rudder:agents:write': 'run the agents of nodes',
  'rudder:categories:write': 'change categories',
  'rudder:compliance:read': 'read compliance',
  'rudder:directive-set:write': 'create, copy or delete directives',
  'rudder:directives:read': 'read directives with their parameters',
  'rudder:directives:run': 'have changes of directives checked',
  'rudder:directives:write': 'change directives',
  'rudder:group-set:write': 'create, copy or delete groups',
  'rudder:groups:read': 'read groups',
  'rudder:groups:write': 'change or reload groups',
  'rudder:info:read': 'read which endpoints there are',
  'rudder:library:write': 'have techniques and methods read from files again',
  'rudder:nodes:approve': 'accept or refuse nodes',
  'rudder:nodes:read': 'read nodes',
  'rudder:properties:read': 'read global properties',
  'rudder:requests:approve': 'accept or decline change requests',
  'rudder:requests:read': 'read change requests',
  'rudder:requests:write': 'rename change requests',
  'rudder:rule-set:write': 'create, copy or delete rules',
  'rudder:rules:read': 'read rules',
  'rudder:rules:write': 'change rules',
  'rudder:settings:read': 'read settings',
  'rudder:system:read': 'read the state of the server',
  'rudder:techniques:read': 'read techniques and methods',
  'rudder:techniques:write': 'create, change or delete techniques',
  'rudder:token:read': 'read what a token may do',
}
