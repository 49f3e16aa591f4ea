import { quoted } from '../../../quoted.ts'
import type { ErrorWording } from '../../system.ts'
import { supportedVersions } from './versions.ts'

/** The errors that need words specific to Rudder. */
export const wording: ErrorWording = {
  'needs-user': (who, { detail }) =>
    `${who} does not let the bot decide on this change request. It said: ${quoted(detail ?? '')}. The token of a user who is a validator and deployer there is needed; a global one may not, whatever its rights. With the plugin for API authorisations such a user makes one on the own page there; whoever runs the bot adds it for rudder:requests:approve.`,
  'too-large': (who) => `${who} answered with more than can be read at once. Ask for less, for one rule or one node.`,
  'no-common-version': (who, { detail }) =>
    `${who} has a version that does not fit: it offers API ${detail}; Coxswain speaks ${supportedVersions}. Ask whoever runs the bot to update one of the two.`,
}
