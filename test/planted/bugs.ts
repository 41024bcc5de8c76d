/**
 * Bugs that a tired engineer might write, each as one exact text put in place of another. The simulation
 * must find every one of them. Long because it is a list.
 */

import { ofCare } from './bugs-care.ts';

export interface Patch {
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly put: string;
}

export interface Bug extends Patch {
  readonly name: string;
  /** Which promise it breaks. */
  readonly why: string;
  /** Where two nets hang behind each other, the other one, in another file. */
  readonly also?: Patch;
}

export const patchesOf = ({ file, find, put, also }: Bug): readonly Patch[] =>
  also ? [{ file, find, put }, also] : [{ file, find, put }];

const consentAndStop: readonly Bug[] = [
  {
    name: 'send-what-was-forecast',
    file: 'src/app/claim.ts',
    find: `  return { message, ...answer };`,
    put: `  const live = message.patientId ? await readerOf(ctx).accountsOfPatient(message.patientId) : [];
  const way = live.find(({ address }) => address.channel === message.channel);
  // The forecast has asked all this already.
  if (message.proactive && message.verdict === 'send' && way && answer.content) {
    const { channel, id: addressId } = way.address;
    const form = answer.decision.route?.form ?? 'session';
    const route = { channel, addressId, bindingId: way.binding.id, form };
    return { message, content: answer.content, decision: { verdict: 'send', code: 'ok', route } };
  }
  return { message, ...answer };`,
    why: 'Consent, hours and brakes are asked again inside the claim, whatever was forecast.',
  },
  {
    name: 'withdrawal-not-looked-at',
    file: 'src/domain/policy.ts',
    find: `  if (path.consent.act === 'withdrawn') return 'withdrawn';
  if (!isLive(path.consent, input.now)) return 'expired';`,
    put: `  if (path.consent.expiresAt && path.consent.expiresAt <= input.now) return 'expired';`,
    why: 'Nothing is sent to who took the agreement back.',
  },
  {
    name: 'consent-never-runs-out',
    file: 'src/domain/consent.ts',
    find: `  return held?.act === 'given' && (held.expiresAt === null || at < held.expiresAt);`,
    put: `  return held?.act === 'given';`,
    why: 'An agreement ends with its term.',
  },
  {
    name: 'evidence-ignored',
    file: 'src/domain/policy.ts',
    find: `  if (path.consent.strength < input.strengthNeeded) return 'evidence_too_weak';\n`,
    put: ``,
    why: 'An imported claim is never enough to send anything.',
  },
  {
    name: 'one-purpose-for-all',
    file: 'src/domain/consent.ts',
    find: `  event.purpose === purpose &&
  event.channel === channel &&`,
    put: `  (event.purpose === purpose || event.purpose === 'visit') &&
  event.channel === channel &&`,
    why: 'An agreement about visits is none about anything else.',
  },
  {
    name: 'paper-withdrawal-unheard-by-accounts',
    file: 'src/domain/consent.ts',
    find: `  (event.bindingId === null || event.bindingId === bindingId);`,
    put: `  (event.bindingId === bindingId || (event.bindingId === null && event.act === 'given'));`,
    why: 'What is withdrawn at the desk is withdrawn for every account of the channel.',
  },
  {
    name: 'agreement-of-another-account',
    file: 'src/domain/consent.ts',
    find: `  event.channel === channel &&
  (event.bindingId === null || event.bindingId === bindingId);`,
    put: `  event.channel === channel;`,
    why: 'What was agreed on one account holds on that account alone.',
  },
  {
    name: 'stop-by-the-queue',
    file: 'src/app/accept.ts',
    find: `    for (const row of await storeInbound(tx.db, rows)) await halt(tx.db, row);`,
    put: `    for (const row of await storeInbound(tx.db, rows)) {
      if (row.stop !== 'stop') await halt(tx.db, row);
    }`,
    why: 'A STOP halts in the transaction that stores it, not when its turn comes.',
  },
  {
    name: 'stop-halts-one-account',
    file: 'src/store/halts.ts',
    find: `const ofTheSamePerson = sql\`\${address.contactId} in (
  select contact_id from address`,
    put: `const ofTheSamePerson = sql\`\${address.id} in (
  select id from address`,
    why: 'A STOP halts every account of the person who wrote it, at once.',
  },
  {
    name: 'stop-takes-back-visits-only',
    file: 'src/app/stopping.ts',
    find: `    await withdraw(ctx, { place, purposes, act: { ...act, mechanism: 'stop' } });`,
    put: `    await withdraw(ctx, { place, purposes: ['visit'], act: { ...act, mechanism: 'stop' } });`,
    why: 'A STOP withdraws every purpose until the patient agrees to it anew.',
  },
  {
    name: 'blocking-withdraws-consent',
    file: 'src/app/receive.ts',
    find: `  await updateAddress(ctx.db, address.id, { unreachableCode: event.reachable ? null : event.code });`,
    put: `  await updateAddress(ctx.db, address.id, { unreachableCode: event.reachable ? null : event.code });
  const gone = event.reachable ? [] : await bindingsOfAddress(ctx.db, address.id);
  for (const binding of gone) {
    const place = placeOf({ binding, address });
    const act = { mechanism: 'platform', inboundId: row.id };
    await withdraw(ctx, { place, purposes, act });
  }`,
    why: 'Reachability never changes consent.',
  },
  {
    name: 'receipt-to-who-said-stop',
    file: 'src/app/receipts.ts',
    find: `  !address.stoppedAt && !address.pausedAt && !address.unreachableCode;`,
    put: `  !address.pausedAt && !address.unreachableCode;`,
    why: 'After a STOP nothing goes out that the patient has not asked for.',
  },
];

const whoItIs: readonly Bug[] = [
  {
    name: 'unproven-account-written-to',
    file: 'src/domain/policy.ts',
    find: `  if (!path.verified) return 'unverified';\n`,
    put: ``,
    why: 'Nothing personal goes to an account before it is proven who holds it.',
  },
  {
    name: 'link-proves',
    file: 'src/app/proof.ts',
    find: `  return isKnownNumber(patient, sender.phone) ? 'phone' : null;`,
    put: `  return patient ? 'phone' : null;`,
    why: 'Opening an invitation binds and proves nothing.',
  },
  {
    name: 'invitation-used-again',
    file: 'src/store/invitations.ts',
    find: `    .set({ usedAt: given(invitation.usedAt, 'at'), usedBy: given(invitation.usedBy, 'addressId') })`,
    put: `    .set({ usedBy: given(invitation.usedBy, 'addressId') })`,
    why: 'An invitation binds one account, once.',
  },
  {
    name: 'parent-after-eighteen',
    file: 'src/domain/policy.ts',
    find: `  if (!path.hasAuthority) return 'authority_ended';\n`,
    put: ``,
    why: 'A parent no longer speaks for a child who is of age.',
  },
  {
    name: 'quarantine-ignored',
    file: 'src/domain/policy.ts',
    find: `  if (path.quarantined) return 'quarantined';
  if (path.paused) return 'paused';`,
    put: `  if (path.paused) return 'paused';`,
    why: 'An account that may have changed hands is not written to.',
  },
  {
    name: 'number-is-the-person',
    file: 'src/app/converse.ts',
    find: `    Boolean(sender.userId && one.userId && one.userId !== sender.userId);`,
    put: `    Boolean(sender.userId && one.userId && one.userId !== sender.userId && one.phone === null);`,
    why: 'A number passes to a stranger, who must not be taken for the patient.',
  },
  {
    name: 'change-of-hands-unheard',
    file: 'src/app/receive.ts',
    find: `  if (address) await quarantine(ctx, address);`,
    put: `  if (address) await replan(ctx, address.id);`,
    why: 'Once the platform says that an account changed, nothing goes there until a person has looked.',
  },
  {
    name: 'name-of-the-wrong-child',
    file: 'src/app/compose.ts',
    find: `  return { language, person: (await isNamed(ctx, live)) ? nameOf(live, patient.name) : null };`,
    put: `  const person = (await isNamed(ctx, live))
    ? await readerOf(ctx)
        .bindingsOfAddress(live.address.id)
        .then(([first]) => readerOf(ctx).patient(first?.patientId ?? patient.id))
        .then((whose) => nameOf(live, whose?.name ?? patient.name))
    : null;
  return { language, person };`,
    why: 'A message to a family names the patient whose visit it is.',
  },
  {
    name: 'erasure-forgets-no-words',
    file: 'src/store/forget.ts',
    find: `    sql\`update message set content = null, external_id = null where id in \${uuids(messageIds)} returning id\`,`,
    put: `    sql\`update message set external_id = null where id in \${uuids(messageIds)} returning id\`,`,
    why: 'Of a forgotten patient no word is left in any table.',
  },
];

const whenAndHowOften: readonly Bug[] = [
  {
    name: 'end-of-hours-included',
    file: 'src/domain/hours.ts',
    find: `    ({ from, to }) => (from <= now && now < to) || now + weekMinutes < to,`,
    put: `    ({ from, to }) => (from <= now && now <= to) || now + weekMinutes < to,`,
    why: 'The agreed hours end with their last minute, not after it.',
  },
  {
    name: 'clinic-zone-for-patient',
    file: 'src/app/situation.ts',
    find: `  card.zone ?? clinic?.zone ?? 'UTC';`,
    put: `  clinic?.zone ?? card.zone ?? 'UTC';`,
    why: 'Hours are those of the zone the patient lives in.',
  },
  {
    name: 'night-hours-on-the-wrong-day',
    file: 'src/domain/hours.ts',
    find: `        const start = (day - 1) * dayMinutes;`,
    put: `        const start = ((day + (to > from ? 6 : 5)) % 7) * dayMinutes;`,
    why: 'Hours across midnight belong to the weekday on which they begin.',
  },
  {
    name: 'winter-time-all-year',
    file: 'src/domain/time.ts',
    find: `  const { offsetMs } = stretchAt(instant, zone);`,
    put: `  const { offsetMs } = stretchAt(new Date(Date.UTC(instant.getUTCFullYear(), 0, 15)), zone);`,
    why: 'Clocks change twice a year, for hours as well as for what a message says.',
  },
  {
    name: 'late-as-if-on-time',
    file: 'src/app/claim.ts',
    find: `    ? await considerProactive(ctx, message, ctx.clock.now())`,
    put: `    ? await considerProactive(ctx, message, message.dueAt)`,
    why: 'A message that comes late is judged by the hour at which it would go.',
  },
  {
    name: 'an-hour-of-grace',
    file: 'src/app/claim.ts',
    find: `  const answers = await askAll(reading, due);`,
    put: `  const graceful = due.map((one) => ({
    ...one,
    notAfter: new Date(one.notAfter.getTime() + 3_600_000),
  }));
  const answers = await askAll(reading, graceful);`,
    why: 'Nothing is sent after the moment until which it is of use.',
  },
  {
    name: 'end-not-looked-at-before-sending',
    file: 'src/app/lanes.ts',
    find: `  if (ctx.clock.now() > claim.message.notAfter) return { type: 'too_late' };\n`,
    put: ``,
    why: 'A claim that has waited does not outlive the end of its message.',
  },
  {
    name: 'authority-of-a-minute',
    file: 'src/app/lanes.ts',
    find: `const authority_ms = 1_500;`,
    put: `const authority_ms = 60_000;`,
    why: 'What the policy allowed holds two seconds.',
  },
  {
    name: 'authority-from-the-commit',
    file: 'src/app/claim.ts',
    find: `  return claimed.map(({ claim }) => ({ ...claim, decidedAtMs: sinceMs }));`,
    put: `  return claimed.map(({ claim }) => ({
    ...claim,
    decidedAtMs: Math.max(sinceMs, ctx.timers.nowMs()),
  }));`,
    why: 'Authority is as old as the first fact it rests on.',
  },
  {
    name: 'budget-not-asked',
    file: 'src/domain/policy.ts',
    find: `  if (full) return full;`,
    put: `  if (full?.verdict === 'drop') return full;`,
    why: 'Nobody is written to more often than agreed.',
  },
  {
    name: 'budget-of-one-more',
    file: 'src/domain/budget.ts',
    find: `  return today.length < max ? null : startOfDay(addDays(date, 1), zone);`,
    put: `  return today.length <= max ? null : startOfDay(addDays(date, 1), zone);`,
    why: 'Nobody is written to more often in a day than agreed.',
  },
  {
    name: 'what-may-have-arrived-not-counted',
    file: 'src/store/many.ts',
    find: `        inArray(message.state, ['claimed', 'accepted', 'sent', 'delivered', 'read', 'unknown']),`,
    put: `        inArray(message.state, ['sent', 'delivered', 'read']),`,
    why: 'What may have arrived counts in the budget.',
  },
];

const facts: readonly Bug[] = [
  {
    name: 'moved-visit-not-asked-again',
    file: 'src/domain/visit-stale.ts',
    find: `  if (!visit || visit.scheduleVersion !== saying.version) return 'stale_fact';`,
    put: `  if (!visit) return 'stale_fact';`,
    why: 'A reminder of a time that no longer holds is not sent.',
  },
  {
    name: 'cancelled-visit-not-asked-again',
    file: 'src/domain/visit-stale.ts',
    find: `  if (visit.status !== 'booked' && visit.status !== 'confirmed') return 'stale_fact';\n`,
    put: ``,
    why: 'Nobody is reminded of a visit that is cancelled.',
  },
  {
    name: 'confirmed-visit-asked-again',
    file: 'src/domain/visit-stale.ts',
    find: `  if (visit.status === 'confirmed' && saying.asks) return 'confirmed';`,
    put: `  if (visit.status === 'confirmed' && !saying.asks) return 'confirmed';`,
    why: 'Who has confirmed is not asked again.',
  },
  {
    name: 'muted-visit-reminded',
    file: 'src/domain/visit-stale.ts',
    find: `  if (visit.mutedAt) return 'muted';\n`,
    put: ``,
    why: 'A visit about which the patient wants to hear nothing is not spoken of.',
  },
  {
    name: 'small-move-unnoticed',
    file: 'src/app/visit-row.ts',
    find: `  known.startsAt.getTime() !== input.startsAt.getTime() ||
  known.clinicId`,
    put: `  known.startsAt.toISOString().slice(0, 10) !== input.startsAt.toISOString().slice(0, 10) ||
  known.clinicId`,
    why: 'Who was reminded of one time hears of another.',
  },
  {
    name: 'told-visit-not-planned',
    file: 'src/app/appointments.ts',
    find: `  if (known && known.patientId !== row.patientId) await planPatient(ctx, known.patientId);
  await planPatient(ctx, row.patientId);`,
    put: `  if (known && known.patientId !== row.patientId) await planPatient(ctx, known.patientId);
  if (!known) await planPatient(ctx, row.patientId);`,
    why: 'A change of a visit changes what is planned about it, in the same transaction.',
  },
  {
    name: 'every-version-a-reminder',
    file: 'src/app/visit-wishes.ts',
    find: `  key: \`visit:\${visit.id}:\${visit.scheduleVersion}:\${wish.name}\`,`,
    put: `  key: \`visit:\${visit.id}:\${visit.version}:\${wish.name}\`,`,
    why: 'A note in the clinic system does not cause a second reminder.',
  },
  {
    name: 'outside-hours-is-silence',
    file: 'src/domain/policy.ts',
    find: `  return callInstead('outside_hours', input);`,
    put: `  return drop('outside_hours');`,
    why: 'What the agreed hours cannot hold becomes a call, never a silent skip.',
  },
];

const outward: readonly Bug[] = [
  {
    name: 'time-out-tried-again',
    file: 'bots/http.ts',
    find: `    return { type: 'unknown', code: 'aborted' };`,
    put: `    return { type: 'not_sent', code: 'aborted' };`,
    why: 'A request without an answer is never repeated.',
  },
  {
    name: 'cut-off-tried-again',
    file: 'bots/http.ts',
    find: `'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);`,
    put: `'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_SOCKET']);`,
    why: 'A connection that broke after the first byte may have delivered.',
  },
  {
    name: 'gateway-error-tried-again',
    file: 'bots/whatsapp/outcome.ts',
    find: `  if (httpStatus >= 500 || httpStatus === 408) return { type: 'unknown', code };
  if (httpStatus === 429)`,
    put: `  if (httpStatus === 408) return { type: 'unknown', code };
  if (httpStatus >= 500 || httpStatus === 429)`,
    why: 'An error of something in between may hide an accepted message.',
  },
  {
    name: 'unknown-goes-back-to-the-queue',
    file: 'src/app/settle.ts',
    find: `      return finish(ctx, message, { state: 'unknown', code: 'outcome_unknown' });`,
    put: `      return again(ctx, message, { inMs: backoff(not_sent_retry_ms, message.tries), tried: true });`,
    why: 'What may have arrived is recorded as unknown, and stays so.',
  },
  {
    name: 'unknown-taken-for-accepted',
    file: 'src/app/settle.ts',
    find: `      return finish(ctx, message, { state: 'unknown', code: 'outcome_unknown' });`,
    put: `      return finish(ctx, message, { state: 'accepted', code: 'ok' });`,
    why: 'Only what the platform has said it took is accepted.',
  },
  {
    name: 'abandoned-sent-again',
    file: 'src/app/settle.ts',
    find: `        const died = { outcome: 'unknown', code: 'process_died', externalId: null };
        await settleAttempts(tx.db, [{ attemptId: attempt.id, ...died }], tx.clock.now());
      }
      await finish(tx, message, { state: 'unknown', code: 'outcome_unknown' });`,
    put: `        const died = { outcome: 'not_sent', code: 'process_died', externalId: null };
        await settleAttempts(tx.db, [{ attemptId: attempt.id, ...died }], tx.clock.now());
      }
      await again(tx, message, { inMs: 0, tried: true });`,
    why: 'What a dead process may have sent is not sent again.',
  },
  {
    name: 'abandoned-never-settled',
    file: 'src/app/sweep.ts',
    find: `  const abandoned = await settleAbandoned(ctx, { all: alone });`,
    put: `  const abandoned = alone ? await settleAbandoned(ctx, { all: alone }) : 0;`,
    why: 'Every request without an outcome is recorded as unknown within a minute.',
  },
  {
    name: 'live-claims-taken-for-dead',
    file: 'src/app/sweep.ts',
    find: `  const abandoned = await settleAbandoned(ctx, { all: alone });
  if`,
    put: `  const abandoned = await settleAbandoned(ctx, { all: true });
  if`,
    why: 'A request under way is another process’s, not a dead one’s.',
  },
  {
    name: 'busy-account-not-waited-for',
    file: 'src/store/messages.ts',
    find: `      select busy.address_id from message busy where busy.state = 'claimed' and busy.address_id is not null))\`,`,
    put: `      select busy.address_id from message busy where busy.state = 'unknown' and busy.address_id is null))\`,`,
    why: 'One request at a time to an account, so that answers keep their order.',
  },
  {
    name: 'status-moves-backwards',
    file: 'src/domain/delivery.ts',
    find: `  return rank[to] > rank[from];`,
    put: `  return rank[to] !== rank[from];`,
    why: 'Reports that come late move no message back.',
  },
  {
    name: 'unknown-on-no-list',
    file: 'src/app/settle.ts',
    find: `  await openCallTask(ctx, message, set.code);
  // What is still`,
    put: `  // What is still`,
    why: 'What may not have arrived is work on somebody’s list.',
  },
  {
    name: 'expired-on-no-list',
    file: 'src/app/overdue.ts',
    find: `  await openCallTask(ctx, message, 'past_deadline');`,
    put: `  ctx.log.warn('past_deadline', { message: message.id });`,
    why: 'What ran out of time while the visit is ahead is work on somebody’s list.',
  },
  {
    name: 'overdue-never-ended',
    file: 'src/app/sweep.ts',
    find: `  await expireOverdue(ctx);\n`,
    put: ``,
    also: {
      file: 'src/app/settle.ts',
      find: `  if (message.proactive && dueAt > message.notAfter) return fail(ctx, message, 'past_deadline');\n`,
      put: ``,
    },
    why: 'Every message is done with five minutes after its end.',
  },
  {
    name: 'window-of-two-days',
    file: 'src/app/converse.ts',
    find: `const window_ms = 24 * hourMs;`,
    put: `const window_ms = 48 * hourMs;`,
    why: 'Free words go out only while the platform takes them.',
  },
];

const brakes: readonly Bug[] = [
  {
    name: 'deaf-ignored',
    file: 'src/domain/policy.ts',
    find: `  if (path.deaf) return 'deaf';\n`,
    put: ``,
    why: 'Where nobody could be heard saying stop, nothing is begun.',
  },
  {
    name: 'frozen-ignored',
    file: 'src/domain/policy.ts',
    find: `  if (path.frozen) return 'frozen';\n`,
    put: ``,
    why: 'Where a stop may be lost, a person agrees before anything is begun.',
  },
  {
    name: 'doubt-ignored',
    file: 'src/domain/policy.ts',
    find: `  if (path.paused) return 'paused';\n`,
    put: ``,
    why: 'Doubtful words hold everything back until it is clear what was meant.',
  },
  {
    name: 'burst-believed',
    file: 'src/app/brakes.ts',
    find: `  if (!braked && (await isBurst(ctx, key, row))) await brake(ctx, key, now);`,
    put: `  if (braked && (await isBurst(ctx, key, row))) await brake(ctx, key, now);`,
    why: 'Many recipients gone at once are a fault of the channel, and change nobody.',
  },
];

const inward: readonly Bug[] = [
  {
    name: 'answered-before-stored',
    file: 'src/web/webhooks.ts',
    find: `    await accept(channel, items);`,
    put: `    void accept(channel, items).catch(() => ctx.log.error('inbound_not_stored', { channel: id }));`,
    why: 'A webhook is answered with 200 only after what it brought is on disk.',
  },
  {
    name: 'poll-confirmed-before-stored',
    file: 'bots/telegram/poll.ts',
    find: `    await options.accept(updates.flatMap((item) => polled(item, account)));
  } catch {
    return { type: 'failed', code: 'not_stored' };
  }`,
    put: `    void options.accept(updates.flatMap((item) => polled(item, account))).catch(() => undefined);
  } catch {
    return { type: 'failed', code: 'not_stored' };
  }`,
    why: 'Updates are confirmed to the platform only after they are on disk.',
  },
  {
    name: 'deliveries-not-told-apart',
    file: 'src/app/accept.ts',
    find: `    externalId: event.externalId,`,
    put: `    externalId: \`\${event.externalId}:\${now.getTime()}\`,`,
    why: 'What is delivered again has no second effect.',
  },
  {
    name: 'newest-first',
    file: 'src/store/inbound.ts',
    find: `        sql\`not \${older}\`,
      ),
    )
    .orderBy(asc(inbound.id))`,
    put: `        sql\`(true or \${older})\`,
      ),
    )
    .orderBy(sql\`\${inbound.id} desc\`)`,
    why: 'What one person wrote is handled in the order in which it was written.',
  },
  {
    name: 'words-in-the-log',
    file: 'src/app/accept.ts',
    find: `    ctx.log.info('inbound_stored', { channel: id, count });`,
    put: `    ctx.log.info('inbound_stored', { channel: id, count, first: JSON.stringify(rows[0]?.event ?? null) });`,
    why: 'No word of a patient is ever in a log.',
  },
  {
    name: 'number-in-the-log',
    file: 'src/app/accept.ts',
    find: `    ctx.log.info('inbound_stored', { channel: id, count });`,
    put: `    const from = rows.map(({ event }) => event.sender?.phone ?? null).join(' ');
    ctx.log.info('inbound_stored', { channel: id, count, from });`,
    why: 'No number of a patient is ever in a log.',
  },
];

const schedule: readonly Bug[] = [
  {
    name: 'move-undone-by-the-nightly-list',
    file: 'src/domain/told.ts',
    find: `  if (known === null || knew === null || startsAt.getTime() !== knew.getTime())`,
    put: `  if (known === null || knew === null || startsAt.getTime() >= 0)`,
    why: 'What the patient changed stands while the clinic system only repeats what it knew.',
  },
  {
    name: 'desk-undone-by-the-nightly-list',
    file: 'src/domain/told.ts',
    find: `  return { startsAt, status, toldStartsAt: isAsTold ? null : knew };`,
    put: `  return { startsAt, status, toldStartsAt: isAsTold ? knew : null };`,
    why: 'What the desk did stands while the clinic system only repeats what it knew.',
  },
  {
    name: 'missing-visit-reminded',
    file: 'src/app/situation.ts',
    find: `  if (appointment.absentAt) return 'absent_from_schedule';\n`,
    put: ``,
    why: 'Nothing is said of a visit that the whole schedule does not have.',
  },
  {
    name: 'stale-schedule-trusted',
    file: 'src/app/situation.ts',
    find: `  return isScheduleStale(clinic?.scheduleToldAt ?? null, now) ? 'schedule_stale' : null;`,
    put: `  return null;`,
    why: 'While the schedule is older than a day, reminders wait.',
  },
  {
    name: 'sweeping-list-unasked',
    file: 'src/domain/imports.ts',
    find: `  changed > changedMax || (changed > 1 && changed > ahead * shareMax);`,
    put: `  changed > changedMax && changed > ahead * shareMax;`,
    why: 'A list that changes much waits for a person.',
  },
  {
    name: 'cancelled-at-one-press',
    file: 'src/dialogue/visit.ts',
    find: `  if (visit && isUpcoming(visit, input.now)) return askCancel(input, visit);`,
    put: `  if (visit && isUpcoming(visit, input.now)) return cancel(input, visit);`,
    why: 'A visit is called off in two steps.',
  },
  {
    name: 'offer-without-end',
    file: 'src/app/waiting.ts',
    find: `  if (request) await passOver(ctx, request);`,
    put: `  const more = new Date(ctx.clock.now().getTime() + answer_ms);
  if (request) await updateRequest(ctx.db, request.id, { offeredUntil: more });`,
    why: 'A time that nobody answered for goes to the next who waits.',
  },
];

export const bugs: readonly Bug[] = [
  ...consentAndStop,
  ...whoItIs,
  ...whenAndHowOften,
  ...facts,
  ...outward,
  ...brakes,
  ...inward,
  ...schedule,
  ...ofCare,
];
