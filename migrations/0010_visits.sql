CREATE TABLE "availability" (
	"doctor_id" text NOT NULL,
	"clinic_id" text NOT NULL,
	"week" jsonb NOT NULL,
	"days" jsonb NOT NULL,
	"step_min" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "availability_doctor_id_clinic_id_pk" PRIMARY KEY("doctor_id","clinic_id")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"entry" bigserial PRIMARY KEY NOT NULL,
	"seq" bigint,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"patient_id" text,
	"data" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_seq_unique" UNIQUE("seq"),
	CONSTRAINT "event_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "import_fault" (
	"run_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"field" text,
	"code" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"filename" text NOT NULL,
	"options" jsonb NOT NULL,
	"counts" jsonb NOT NULL,
	"samples" jsonb NOT NULL,
	"code" text,
	"field" text,
	"held" text,
	"progress" jsonb,
	"request_key" text,
	"actor" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"alive_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	CONSTRAINT "import_run_request_key_unique" UNIQUE("request_key")
);
--> statement-breakpoint
CREATE TABLE "plan_due" (
	"patient_id" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slot_hold" (
	"id" uuid PRIMARY KEY NOT NULL,
	"doctor_id" text NOT NULL,
	"clinic_id" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"patient_id" text NOT NULL,
	"request_id" uuid,
	"left_by" text,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"patient_id" text NOT NULL,
	"address_id" uuid,
	"appointment_id" text,
	"words" text,
	"wish" jsonb,
	"state" text NOT NULL,
	"offers" jsonb,
	"offered_at" timestamp with time zone,
	"offered_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"event_seq" bigint NOT NULL,
	"endpoint_id" text NOT NULL,
	"state" text NOT NULL,
	"tries" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"last_code" text,
	"last_at" timestamp with time zone,
	CONSTRAINT "webhook_delivery_event_seq_endpoint_id_pk" PRIMARY KEY("event_seq","endpoint_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoint" (
	"id" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"types" jsonb,
	"after_seq" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"disabled_at" timestamp with time zone,
	"disabled_code" text,
	"old_secret" text,
	"old_secret_until" timestamp with time zone,
	"not_before" timestamp with time zone,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "appointment" ADD COLUMN "known_starts_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appointment" ADD COLUMN "known_clinic_id" text;--> statement-breakpoint
ALTER TABLE "appointment" ADD COLUMN "known_version" integer;--> statement-breakpoint
ALTER TABLE "appointment" ADD COLUMN "told_starts_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appointment" ADD COLUMN "cancelled_by" text;--> statement-breakpoint
ALTER TABLE "appointment" ADD COLUMN "cancel_reason" text;--> statement-breakpoint
ALTER TABLE "appointment" ADD COLUMN "absent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appointment" ADD COLUMN "still_on_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "cadence" jsonb;--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "map_url" text;--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "transit" text;--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "parking" text;--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "bring" text;--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "quiet_move_min" integer DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "schedule_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "bring" text;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "carried_by" uuid;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "cadence" jsonb;--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "availability" ADD CONSTRAINT "availability_doctor_id_doctor_id_fk" FOREIGN KEY ("doctor_id") REFERENCES "public"."doctor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "availability" ADD CONSTRAINT "availability_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinic"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_fault" ADD CONSTRAINT "import_fault_run_id_import_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."import_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_due" ADD CONSTRAINT "plan_due_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_doctor_id_doctor_id_fk" FOREIGN KEY ("doctor_id") REFERENCES "public"."doctor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinic"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_left_by_appointment_id_fk" FOREIGN KEY ("left_by") REFERENCES "public"."appointment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_request" ADD CONSTRAINT "visit_request_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_request" ADD CONSTRAINT "visit_request_address_id_address_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."address"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_request" ADD CONSTRAINT "visit_request_appointment_id_appointment_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_event_seq_event_seq_fk" FOREIGN KEY ("event_seq") REFERENCES "public"."event"("seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_webhook_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appointment_absent" ON "appointment" USING btree ("starts_at") WHERE absent_at is not null;--> statement-breakpoint
CREATE INDEX "event_patient" ON "event" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "event_fresh" ON "event" USING btree ("entry") WHERE seq is null;--> statement-breakpoint
CREATE INDEX "import_fault_run" ON "import_fault" USING btree ("run_id","line");--> statement-breakpoint
CREATE INDEX "import_run_created" ON "import_run" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "slot_hold_left" ON "slot_hold" USING btree ("expires_at") WHERE left_by is not null;--> statement-breakpoint
CREATE INDEX "message_carried" ON "message" USING btree ("carried_by") WHERE carried_by is not null;--> statement-breakpoint
CREATE INDEX "slot_hold_patient" ON "slot_hold" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "visit_request_open" ON "visit_request" USING btree ("created_at") WHERE state in ('open', 'offered');--> statement-breakpoint
CREATE INDEX "visit_request_offered" ON "visit_request" USING btree ("offered_until") WHERE state = 'offered';--> statement-breakpoint
CREATE INDEX "visit_request_patient" ON "visit_request" USING btree ("patient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_request_once" ON "visit_request" USING btree ("appointment_id","kind") WHERE state in ('open', 'offered');--> statement-breakpoint
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" USING btree ("next_at") WHERE state = 'waiting';--> statement-breakpoint
-- One patient keeps one time of one doctor.
ALTER TABLE slot_hold ADD CONSTRAINT slot_hold_no_overlap
  EXCLUDE USING gist (doctor_id WITH =, tstzrange(starts_at, ends_at) WITH &&);
--> statement-breakpoint
ALTER TABLE slot_hold ADD CONSTRAINT slot_hold_ends_after_start CHECK (ends_at > starts_at);
--> statement-breakpoint
ALTER TABLE availability ADD CONSTRAINT availability_step CHECK (step_min BETWEEN 5 AND 480);
--> statement-breakpoint
ALTER TABLE clinic ADD CONSTRAINT clinic_quiet_move CHECK (quiet_move_min BETWEEN 0 AND 1440);
--> statement-breakpoint
-- A list that swaps two visits is right only at its end. What the schedule no longer has keeps no time.
ALTER TABLE appointment DROP CONSTRAINT appointment_no_overlap;
--> statement-breakpoint
ALTER TABLE appointment ADD CONSTRAINT appointment_no_overlap
  EXCLUDE USING gist (doctor_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  WHERE (status IN ('booked', 'confirmed', 'arrived') AND absent_at IS NULL)
  DEFERRABLE INITIALLY IMMEDIATE;
