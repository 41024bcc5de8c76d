/** Prometheus text. Counts and codes only, no patient's data. */

import { Hono } from 'hono';
import type { Context } from '../app/context.ts';
import { codeOf, type Gauges, readGauges } from '../app/queries-api.ts';
import { readSchedules, type Schedule } from '../app/schedule.ts';
import { readEndpoints, type ShownEndpoint } from '../app/webhook-endpoints.ts';

const content_type = 'text/plain; version=0.0.4; charset=utf-8';

export function createMetrics(ctx: Context): Hono {
  const app = new Hono();
  app.get('/', async (c) => {
    try {
      const text = render(await readGauges(ctx), {
        endpoints: await readEndpoints(ctx),
        schedules: await readSchedules(ctx),
      });
      return c.body(text, 200, { 'content-type': content_type });
    } catch (error) {
      ctx.log.error('metrics_failed', { code: codeOf(error) });
      return c.text('database does not answer', 503);
    }
  });
  app.all('*', (c) => c.text('not found', 404));
  return app;
}

interface Hold {
  readonly name: string;
  readonly what: string;
  readonly of: (one: Gauges['channels'][number]) => unknown;
}

const holds: readonly Hold[] = [
  { name: 'down', what: 'refuses to work', of: (one) => one.downCode },
  { name: 'deaf', what: 'does not prove that we would hear a STOP', of: (one) => one.deafCode },
  { name: 'frozen', what: 'waits for a person to agree', of: (one) => one.frozenSince },
  { name: 'braked', what: 'rests after a burst of recipients gone', of: (one) => one.brakedUntil },
];

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Others {
  readonly endpoints: readonly ShownEndpoint[];
  readonly schedules: readonly Schedule[];
}

function render(gauges: Gauges, { endpoints, schedules }: Others): string {
  const { messages, inbound, open, channels } = gauges;
  return [
    gauge(
      'messages',
      'Outgoing messages by state and channel.',
      messages.map(({ state, channel, count }) => ({
        labels: { state, channel: channel ?? 'none' },
        value: count,
      })),
    ),
    gauge(
      'inbound',
      'Events from the messengers by state.',
      inbound.map(({ state, count }) => ({ labels: { state }, value: count })),
    ),
    gauge('oldest_due_seconds', 'How long the oldest due message has been waiting.', [
      { value: gauges.oldestDueSeconds },
    ]),
    gauge('threads_open', 'Threads that wait for staff or are with them.', [
      { value: open.threads },
    ]),
    gauge('threads_urgent', 'Open threads marked urgent.', [{ value: open.urgent }]),
    gauge('call_tasks_open', 'Phone calls that are due and not made.', [{ value: open.calls }]),
    gauge(
      'webhook_events_waiting',
      'Events to be posted to a clinic system.',
      endpoints.map(({ id, waiting }) => ({ labels: { endpoint: id }, value: waiting })),
    ),
    gauge(
      'webhook_disabled',
      '1 while nothing is posted because the other side is gone or took nothing for days.',
      endpoints.map(({ id, disabledCode }) => ({
        labels: { endpoint: id },
        value: disabledCode === null || disabledCode === 'asked' ? 0 : 1,
      })),
    ),
    gauge(
      'schedule_stale',
      '1 while reminders wait because the schedule of a clinic was told too long ago.',
      schedules.map(({ clinicId, isStale }) => ({
        labels: { clinic: clinicId },
        value: isStale ? 1 : 0,
      })),
    ),
    ...holds.map(({ name, what, of }) =>
      gauge(
        `channel_${name}`,
        `1 while a channel ${what}.`,
        channels.map((one) => ({
          labels: { channel: one.channel },
          value: of(one) === null ? 0 : 1,
        })),
      ),
    ),
  ].join('');
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const full = `zabota_${name}`;
  const lines = samples.map(({ labels = {}, value }) => `${full}${labelled(labels)} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${lines.join('')}`;
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
