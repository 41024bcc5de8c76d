ALTER TABLE "consent_detail" DROP CONSTRAINT "consent_detail_event_id_consent_event_id_fk";--> statement-breakpoint
ALTER TABLE "consent_event" DROP CONSTRAINT "consent_event_id_unique";--> statement-breakpoint
ALTER TABLE "consent_event" DROP COLUMN "seq";--> statement-breakpoint
ALTER TABLE "consent_event" ADD PRIMARY KEY ("id");--> statement-breakpoint
ALTER TABLE "consent_event" DROP COLUMN "wording";--> statement-breakpoint
ALTER TABLE "consent_event" DROP COLUMN "document";--> statement-breakpoint
ALTER TABLE "consent_detail" ADD CONSTRAINT "consent_detail_event_id_consent_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."consent_event"("id") ON DELETE no action ON UPDATE no action;
