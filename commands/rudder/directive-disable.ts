import { defineWrite } from '#bot'
import { directiveEnabledWrite, findYourDirective, rudder } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Stop using a directive in all rules that have it',
  examples: ['rudder directive disable SSH settings'],
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
  says: { ask: 'disable', done: 'disabled', danger: true, back: { ask: 'enable … again', done: 'enabled … again' } },
  ...directiveEnabledWrite(false),
  names: { directive: findYourDirective },
})
