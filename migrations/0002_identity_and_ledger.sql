CREATE TABLE "consent_detail" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"salt" text NOT NULL,
	"wording" text,
	"document" text
);
--> statement-breakpoint
CREATE TABLE "consent_head" (
	"patient_id" text PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"message_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"stage" text NOT NULL,
	"verdict" text NOT NULL,
	"code" text NOT NULL,
	"until" timestamp with time zone,
	"channel" text
);
--> statement-breakpoint
CREATE TABLE "desk_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"used_by" uuid
);
--> statement-breakpoint
CREATE TABLE "erasure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"requested_by" text NOT NULL,
	"address_id" uuid,
	"owner_id" uuid,
	"due_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"done_by" text,
	"refused_at" timestamp with time zone,
	"refused_reason" text,
	"proof" jsonb
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"hash" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "consent_patient";--> statement-breakpoint
ALTER TABLE "consent_event" ALTER COLUMN "at" SET DATA TYPE timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "address" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appointment" ADD COLUMN "muted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "binding" ADD COLUMN "verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "binding" ADD COLUMN "code_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "binding" ADD COLUMN "label" text;--> statement-breakpoint
ALTER TABLE "binding" ADD COLUMN "alive_at" timestamp with time zone;--> statement-breakpoint
UPDATE "binding" SET "alive_at" = coalesce((SELECT "last_inbound_at" FROM "address" WHERE "address"."id" = "binding"."address_id"), "created_at");--> statement-breakpoint
ALTER TABLE "binding" ALTER COLUMN "alive_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "binding" ADD COLUMN "authority_ends_on" text;--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "consent_policy" jsonb;--> statement-breakpoint
ALTER TABLE "consent_event" ADD COLUMN "number" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "consent_event" ADD COLUMN "notice_hash" text;--> statement-breakpoint
ALTER TABLE "consent_event" ADD COLUMN "detail_hash" text;--> statement-breakpoint
ALTER TABLE "consent_event" ADD COLUMN "reason_id" uuid;--> statement-breakpoint
ALTER TABLE "consent_event" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "consent_event" ADD COLUMN "prev_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent_event" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "relation" text;--> statement-breakpoint
ALTER TABLE "patient" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "service_card" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "service_card" ADD COLUMN "budget" jsonb DEFAULT '{"perDay":2,"perWeek":4}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "consent_detail" ADD CONSTRAINT "consent_detail_event_id_consent_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."consent_event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_head" ADD CONSTRAINT "consent_head_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_code" ADD CONSTRAINT "desk_code_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_code" ADD CONSTRAINT "desk_code_used_by_binding_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."binding"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_address_id_address_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."address"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_owner_id_staff_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decision_message" ON "decision" USING btree ("message_id","seq");--> statement-breakpoint
CREATE INDEX "desk_code_patient" ON "desk_code" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "erasure_due" ON "erasure" USING btree ("due_at") WHERE done_at is null and refused_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "erasure_open" ON "erasure" USING btree ("patient_id") WHERE done_at is null and refused_at is null;--> statement-breakpoint
ALTER TABLE "consent_event" ADD CONSTRAINT "consent_event_notice_hash_notice_hash_fk" FOREIGN KEY ("notice_hash") REFERENCES "public"."notice"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "call_task_once" ON "call_task" USING btree ("patient_id","purpose","code") WHERE message_id is null and state = 'open';
