/** Clinics, doctors and services on the owner's page: each in a line that opens into its form. */

import { html } from 'hono/html';
import type { ClinicRow, DoctorRow, ServiceRow } from '../../app/queries-console.ts';
import { type Language, languages } from '../../domain/words.ts';
import { textsOf } from '../../text/catalogue.ts';
import { availabilityLink } from './availability-view.ts';
import { chips, type Filling, faultNote, field, select, type Values } from './form.ts';
import type { Frame, Html } from './layout.ts';
import { dotted } from './parts.ts';
import type { SetupDraft, SetupView } from './setup-view.ts';
import {
  clinicVisitFieldset,
  clinicVisitValues,
  firstLanguage,
  serviceVisitFieldset,
  serviceVisitValues,
} from './setup-visits.ts';

/** Zones a clinic here is likely to be in; any other may be typed. */
const zones = [
  ...['Europe/Kaliningrad', 'Europe/Moscow', 'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Omsk'],
  ...['Asia/Novosibirsk', 'Asia/Krasnoyarsk', 'Asia/Irkutsk', 'Asia/Yakutsk', 'Asia/Vladivostok'],
  ...[
    'Asia/Kamchatka',
    'Europe/Minsk',
    'Asia/Almaty',
    'Asia/Tbilisi',
    'Asia/Yerevan',
    'Asia/Tashkent',
  ],
  ...['Europe/London', 'Europe/Berlin', 'Asia/Dubai', 'America/New_York', 'America/Los_Angeles'],
];

export const zoneList = (): Html =>
  html`<datalist id="zones">${zones.map((zone) => html`<option value="${zone}"></option>`)}</datalist>`;

interface Entry {
  readonly key: string;
  readonly title: string;
  readonly about: Html | string;
  readonly values: Values;
}

interface Panel {
  readonly id: string;
  readonly kind: SetupDraft['form'];
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly blank: Values;
  readonly fields: (filling: Filling) => Html;
}

/** A list whose lines open into forms, and one more form to add to it. */
function panel(frame: Frame, { draft }: SetupView, spec: Panel): Html {
  const { setup, common } = frame.words;
  const own = draft?.form === spec.kind ? draft : null;
  const draftKey = own ? String(own.values.id ?? '') : null;
  const form = (key: string, start: Values, label: string) => {
    const drafted = own && draftKey === key ? own : null;
    const filling: Filling = {
      frame,
      values: drafted?.values ?? start,
      faults: drafted?.faults ?? {},
      scope: `-${spec.kind}${key}`,
    };
    return html`<form class="form" method="post" action="/setup/${spec.id}">
      ${faultNote(filling)}<input type="hidden" name="id" value="${key}">
      ${spec.fields(filling)}<button class="button">${label}</button></form>`;
  };
  return html`<section class="panel" id="${spec.id}"><h2>${spec.title}</h2>
    ${spec.entries.map(({ key, title, about, values }) => html`<details class="fold entry-fold" ${draftKey === key && html`open`}><summary><strong>${title}</strong> <span class="hint">${about}</span></summary>${form(key, values, common.save)}</details>`)}
    <details class="fold" ${draftKey === '' && html`open`}><summary>${setup.add}</summary>${form('', spec.blank, setup.add)}</details>
  </section>`;
}

export function clinicPanel(frame: Frame, view: SetupView): Html {
  const { setup } = frame.words;
  return html`${zoneList()}${panel(frame, view, {
    id: 'clinics',
    kind: 'clinic',
    title: setup.clinics,
    entries: view.data.clinics.map(clinicEntry),
    blank: { zone: view.data.clinics[0]?.zone ?? '', language: frame.language, quietMoveMin: '5' },
    fields: (filling) =>
      html`${clinicFieldset(filling)}${languageChips(filling)}${visitsFold(filling, clinicVisitFieldset)}`,
  })}`;
}

const clinicEntry = (clinic: ClinicRow): Entry => ({
  key: clinic.id,
  title: clinic.name,
  about: dotted(clinic.address, clinic.zone),
  values: {
    name: clinic.name,
    zone: clinic.zone,
    address: clinic.address ?? '',
    directions: clinic.directions ?? '',
    phone: clinic.phone ?? '',
    language: clinic.languages[0] ?? 'ru',
    ...clinicVisitValues(clinic),
  },
});

/** What messages say and when: most clinics need it once. */
function visitsFold(filling: Filling, fieldset: (filling: Filling) => Html): Html {
  const { setup } = filling.frame.words;
  const hasFault = Object.keys(filling.faults).length > 0;
  return html`<details class="fold" ${hasFault && html`open`}><summary>${setup.visits}</summary>${fieldset(filling)}</details>`;
}

export function clinicFieldset(filling: Filling): Html {
  const { setup, common } = filling.frame.words;
  return html`${field(filling, { name: 'name', label: setup.clinicName, hint: setup.clinicNameHint })}
    ${field(filling, { name: 'zone', label: setup.zone, list: 'zones' })}
    ${field(filling, { name: 'address', label: setup.address, optional: true })}
    ${field(filling, { name: 'directions', label: setup.directions, optional: true, rows: 2 })}
    ${field(filling, { name: 'phone', label: common.phone, type: 'tel', optional: true })}`;
}

const languageChips = (filling: Filling): Html =>
  chips(filling, {
    name: 'language',
    label: filling.frame.words.setup.firstLanguage,
    type: 'radio',
    options: languages.map((value) => ({ value, label: textsOf(value).ownName })),
  });

export function doctorPanel(frame: Frame, view: SetupView): Html {
  const { setup, common } = frame.words;
  const clinics = view.data.clinics.map(({ id, name }) => ({ value: id, label: name }));
  return panel(frame, view, {
    id: 'doctors',
    kind: 'doctor',
    title: setup.doctors,
    entries: view.data.doctors.map(doctorEntry),
    blank: { clinicId: clinics[0]?.value ?? '' },
    fields: (filling) => html`${field(filling, { name: 'name', label: common.name })}
      ${field(filling, { name: 'post', label: setup.post, optional: true })}
      ${select(filling, { name: 'clinicId', label: common.clinic, options: clinics })}
      ${availabilityLink(filling)}`,
  });
}

const doctorEntry = ({ id, name, post, clinicId }: DoctorRow): Entry => ({
  key: id,
  title: name,
  about: post ?? '',
  values: { id, name, post: post ?? '', clinicId: clinicId ?? '' },
});

export function servicePanel(frame: Frame, view: SetupView): Html {
  const { setup } = frame.words;
  return panel(frame, view, {
    id: 'services',
    kind: 'service',
    title: setup.services,
    entries: view.data.services.map((service) =>
      serviceEntry(frame, service, firstLanguage(view.data.clinics)),
    ),
    blank: { durationMin: '30' },
    fields: (filling) => html`${field(filling, { name: 'name', label: setup.serviceName })}
      ${field(filling, { name: 'durationMin', label: setup.durationMin, type: 'number' })}
      ${field(filling, { name: 'preparation', label: setup.preparation, hint: setup.preparationHint, optional: true, rows: 2 })}
      ${field(filling, { name: 'aftercare', label: setup.aftercare, optional: true, rows: 3 })}
      ${field(filling, { name: 'wellbeingDays', label: setup.wellbeingDays, hint: setup.wellbeingDaysHint, optional: true })}
      ${chips(filling, { name: 'asksScore', label: setup.asksScore, type: 'checkbox', options: [{ value: 'on', label: setup.asksScoreYes }] })}
      ${visitsFold(filling, serviceVisitFieldset)}`,
  });
}

const serviceEntry = ({ words }: Frame, service: ServiceRow, first: Language): Entry => ({
  key: service.id,
  title: service.name,
  about: words.common.minutes(service.durationMin),
  values: {
    name: service.name,
    durationMin: String(service.durationMin),
    preparation: service.preparation ?? '',
    aftercare: service.aftercare ?? '',
    wellbeingDays: service.wellbeingDays.join(', '),
    asksScore: service.asksScore ? 'on' : '',
    ...serviceVisitValues(service, first),
  },
});
