import { defineWrite } from '#bot'
import { directiveModeWrite, findYourDirective, modeAgain, rudder } from '#rudder'

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
  ...directiveModeWrite('audit'),
  names: { directive: findYourDirective },
})
