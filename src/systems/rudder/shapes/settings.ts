import { z } from 'zod'

/** The settings of a server that say how changes are made and what agents do; all others are dropped. */
export const Settings = z
  .object({
    enable_change_message: z.boolean(),
    mandatory_change_message: z.boolean(),
    enable_change_request: z.boolean(),
    run_frequency: z.number(),
    global_policy_mode: z.string(),
    global_policy_mode_overridable: z.boolean(),
    rudder_generation_policy: z.string(),
  })
  .transform((all) => ({
    /** Rudder uses the second setting only if the first is on. */
    reasonMandatory: all.enable_change_message && all.mandatory_change_message,
    changeValidation: all.enable_change_request,
    /** Minutes between two runs of the agents. */
    runFrequency: all.run_frequency,
    /** enforce or audit: what a directive in the mode `default` does. */
    policyMode: all.global_policy_mode,
    /** False if the global mode applies to everything, whatever mode a directive or a node has. */
    policyModeOverridable: all.global_policy_mode_overridable,
    /** all, none or onlyManual: whether a change makes Rudder generate policies. */
    generationPolicy: all.rudder_generation_policy,
  }))
export type Settings = z.output<typeof Settings>

/** The read of the settings. */
export interface SettingsApi {
  settings(): Promise<Settings>
}
