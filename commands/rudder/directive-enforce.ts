import { defineWrite } from '#bot'
import { directiveModeWrite, findYourDirective, modeAgain, rudder } from '#rudder'

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
  ...directiveModeWrite('enforce'),
  names: { directive: findYourDirective },
})
