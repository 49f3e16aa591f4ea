import { defineWrite } from '#bot'
import { directivePreconditions, findYourDirective, modeAgain, modeWrite, rudder, usedInRules } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Enforce a directive: nodes are changed to be as it says',
  examples: ['rudder directive enforce SSH settings'],
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
  says: { ask: 'enforce', done: 'set … to enforce', back: ({ mode }) => modeAgain(mode) },
  ...modeWrite('enforce'),
  names: { directive: findYourDirective },
  reads: ['directive'],
  preconditions: directivePreconditions('enabled'),
  elsewhere: usedInRules,
})
