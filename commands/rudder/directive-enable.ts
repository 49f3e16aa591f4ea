import { defineWrite } from '#bot'
import { directiveEnabledWrite, findYourDirective, rudder } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Use a directive again in the rules that have it',
  examples: ['rudder directive enable SSH settings'],
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
  sends: ['enabled'],
  says: { ask: 'enable', done: 'enabled', back: { ask: 'disable … again', done: 'disabled … again', danger: true } },
  ...directiveEnabledWrite(true),
  names: { directive: findYourDirective },
})
