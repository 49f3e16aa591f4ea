import { z } from 'zod'

// Slack's own rules for a manifest, as github.com/slackapi/manifest-schema (schemas/manifest.schema.1.0.0.json) has
// them; of the parts that the bot does not use only the names are known here. What is from elsewhere says so.
const text = (least: number, most: number) => z.string().min(least).max(most)
const address = (most: number) =>
  z
    .string()
    .regex(/^https?:\/\//)
    .max(most)
const names = (most: number) => z.array(z.string().max(50)).max(most).refine(isSet, 'each only once')
const unused = z.undefined().optional()

function isSet(all: readonly string[]): boolean {
  return new Set(all).size === all.length
}

const SlashCommand = z.strictObject({
  // docs.slack.dev: small letters, digits, dashes and underscores.
  command: text(2, 32).regex(/^\/[a-z0-9_-]+$/),
  url: address(3000).optional(),
  description: text(1, 2000),
  usage_hint: text(1, 1000).optional(),
  should_escape: z.boolean().optional(),
})

const Shape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.int().optional(), minor_version: z.int().optional() }).optional(),
  display_information: z.strictObject({
    name: text(1, 35),
    description: text(1, 140).optional(),
    background_color: z
      .string()
      .regex(/^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/)
      .optional(),
    long_description: text(175, 4000).optional(),
  }),
  features: z.strictObject({
    app_home: z
      .strictObject({
        home_tab_enabled: z.boolean().optional(),
        messages_tab_enabled: z.boolean().optional(),
        messages_tab_read_only_enabled: z.boolean().optional(),
      })
      .optional(),
    // docs.slack.dev: a-z, 0-9, dash, underscore and dot.
    bot_user: z.strictObject({
      display_name: text(1, 80).regex(/^[a-z0-9._-]+$/),
      always_online: z.boolean().optional(),
    }),
    slash_commands: z.array(SlashCommand).min(1).max(50).optional(),
    shortcuts: unused,
    unfurl_domains: unused,
    assistant_view: unused,
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: names(255).min(1), user: unused, bot_optional: unused, user_optional: unused }),
    redirect_urls: unused,
  }),
  settings: z.strictObject({
    event_subscriptions: z
      .strictObject({ request_url: address(3500).optional(), bot_events: names(100).optional(), user_events: unused })
      .optional(),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: address(3500).optional() }).optional(),
    org_deploy_enabled: z.boolean().optional(),
    socket_mode_enabled: z.boolean().optional(),
    token_rotation_enabled: z.boolean().optional(),
  }),
})

/** What Slack takes as a manifest: the shape, and the rules between its parts that apps.manifest.validate tells of. */
export const ManifestRules = Shape.superRefine(({ features, settings }, context) => {
  const wrong = (message: string) => context.addIssue({ code: 'custom', message })
  const sockets = settings.socket_mode_enabled === true
  if (settings.event_subscriptions && !settings.event_subscriptions.request_url && !sockets)
    wrong('Event Subscription requires either Request URL or Socket Mode Enabled')
  if (settings.interactivity?.is_enabled && !settings.interactivity.request_url && !sockets)
    wrong('Interactivity requires a Request URL')
  const commands = features.slash_commands ?? []
  if (!sockets && commands.some(({ url }) => url === undefined)) wrong('Slash commands require a URL')
  if (!isSet(commands.map(({ command }) => command))) wrong('two slash commands have one name')
})
