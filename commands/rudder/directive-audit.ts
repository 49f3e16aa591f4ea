import { defineWrite } from '#bot'
import { directivePreconditions, findYourDirective, modeAgain, modeWrite, rudder, usedInRules } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Only check a directive, and change nothing on nodes',
  examples: ['rudder directive audit SSH settings'],
  scopes: [
    'rudder:directives:read',
    'rudder:directives:run',
    'rudder:compliance:read',
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:settings:read',
  ],
  writes: 'updateDirective',
  sends: ['policyMode'],
  says: { ask: 'audit', done: 'set … to audit', back: ({ mode }) => modeAgain(mode) },
  ...modeWrite('audit'),
  names: { directive: findYourDirective },
  reads: ['directive'],
  preconditions: directivePreconditions('enabled'),
  elsewhere: usedInRules,
})
