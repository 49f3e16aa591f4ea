import { type ChannelNoise, noiseIn } from '../../watch/alert/channel-noise.ts'
import type { Context } from '../context.ts'

/** What the settings say now about the noise of a channel. Nobody is pinged in direct messages or in a shared channel. */
export const channelNoise = ({ alerts, shared }: Pick<Context, 'alerts' | 'shared'>, channel: string): ChannelNoise =>
  noiseIn(alerts, channel, channel.startsWith('D') || shared.includes(channel))
