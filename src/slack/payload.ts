import { z } from 'zod'

/** The parts of Slack's payloads that are used; everything else is dropped. */
export const SlashCommand = z.object({
  command: z.string().min(1).max(100),
  text: z.string().default(''),
  team_id: z.string(),
  is_enterprise_install: z.string().optional(),
  api_app_id: z.string().optional(),
  user_id: z.string(),
  channel_id: z.string(),
  channel_name: z.string().optional(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
})

/** None if the app is installed in a whole organisation. */
const Team = z.object({ id: z.string() }).nullish()
/** With the workspace of the person. */
const Actor = z.object({ id: z.string(), team_id: z.string().nullish() })
const wide = z.boolean().optional()

export const BlockActions = z.object({
  type: z.literal('block_actions'),
  api_app_id: z.string(),
  team: Team,
  is_enterprise_install: wide,
  user: Actor,
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({
    message_ts: z.string().optional(),
    thread_ts: z.string().optional(),
    channel_id: z.string().optional(),
  }),
  message: z.object({ app_id: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        /** In a menu. */
        selected_option: z.object({ value: z.string().max(100) }).nullish(),
      }),
    )
    .length(1),
})

const short = z.string().max(100)
const Chosen = z.object({ value: short })

/** What one input of a modal holds, by the kind of the input. */
const InputState = z.object({
  value: z.string().max(3_000).nullish(),
  selected_date: short.nullish(),
  selected_time: short.nullish(),
  selected_option: Chosen.nullish(),
  selected_options: z.array(Chosen).max(10_000).nullish(),
})

export const Submission = z.object({
  type: z.literal('view_submission'),
  api_app_id: z.string(),
  team: Team,
  is_enterprise_install: wide,
  user: Actor,
  trigger_id: z.string().optional(),
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    app_installed_team_id: z.string().nullish(),
    state: z.object({
      values: z.record(z.string(), z.record(z.string(), InputState)),
    }),
  }),
})

export const Event = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  team_id: z.string().nullish(),
  context_team_id: z.string().nullish(),
  /** For whom Slack sends it; if present, only this says whose payload it is. */
  authorizations: z
    .array(z.object({ team_id: z.string().nullish(), is_enterprise_install: z.boolean().optional() }))
    .default([]),
  api_app_id: z.string(),
  event: z.object({
    type: z.string(),
    subtype: z.string().optional(),
    channel_type: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().nullish(),
    app_id: z.string().nullish(),
    bot_profile: z.unknown().optional(),
    /** Set if it was edited. */
    edited: z.unknown().optional(),
    text: z.string().default(''),
    channel: z.string(),
    thread_ts: z.string().optional(),
    ts: z.string(),
  }),
})
