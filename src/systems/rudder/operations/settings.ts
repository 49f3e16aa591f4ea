import { z } from 'zod'
import { read } from '../../operation.ts'
import { many, one, under } from '../shapes/container.ts'
import { Property } from '../shapes/property.ts'

const setting = <T extends z.ZodType>(key: string, value: T) =>
  z.object({ settings: z.object({ [key]: value }) }).transform(({ settings }) => settings[key] as z.output<T>)

export const settings = read('rudder:settings:read', 'GET /settings', {
  output: under('settings', z.record(z.string(), z.unknown())),
})
export const reasonMandatory = read('rudder:settings:read', 'GET /settings/mandatory_change_message', {
  output: setting('mandatory_change_message', z.boolean()),
})
/** Whether Rudder asks for reasons at all: if not, none is mandatory, whatever that setting says. */
export const reasonAsked = read('rudder:settings:read', 'GET /settings/enable_change_message', {
  output: setting('enable_change_message', z.boolean()),
})
export const changeValidation = read('rudder:settings:read', 'GET /settings/enable_change_request', {
  output: setting('enable_change_request', z.boolean()),
})
/** Minutes between two runs of the agents. */
export const runFrequency = read('rudder:settings:read', 'GET /settings/run_frequency', {
  output: setting('run_frequency', z.number()),
})
/** enforce or audit: what a directive in the mode `default` does. */
export const globalPolicyMode = read('rudder:settings:read', 'GET /settings/global_policy_mode', {
  output: setting('global_policy_mode', z.string()),
})
/** False where that is the mode of everything, whatever mode a directive or a node has. */
export const policyModeOverridable = read('rudder:settings:read', 'GET /settings/global_policy_mode_overridable', {
  output: setting('global_policy_mode_overridable', z.boolean()),
})
/** all, none or onlyManual: whether a change makes Rudder generate policies. */
export const generationPolicy = read('rudder:settings:read', 'GET /settings/rudder_generation_policy', {
  output: setting('rudder_generation_policy', z.string()),
})

/** Global properties; their values may be secret and are hidden. */
export const properties = read('rudder:properties:read', 'GET /parameters', {
  sensitive: true,
  output: many('parameters', Property),
})
export const property = read('rudder:properties:read', 'GET /parameters/{propertyId}', {
  sensitive: true,
  output: one('parameters', Property),
})
