DROP INDEX "message_thread";--> statement-breakpoint
DROP INDEX "message_external";--> statement-breakpoint
CREATE INDEX "message_thread" ON "message" USING btree ("thread_id","seq") WHERE thread_id is not null;--> statement-breakpoint
CREATE INDEX "message_external" ON "message" USING btree ("channel","account","external_id") WHERE external_id is not null;