package org.sallyport.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.FileTrace;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SlowSender;

/** Every file that the packaged source face opens, as the kernel sees it, while a large upload goes through. */
class NoFileWrittenIT {
    private static final int LARGE = 48 * 1024 * 1024;

    @Test
    void aLargeUploadWritesNoFile() throws Exception {
        Organisation.made().load();
        try (FileTrace trace = new FileTrace();
                PackagedSource source = PackagedSource.under(trace.command())) {
            int before = trace.seen();
            byte[] message = MadeMessage.binary(Organisation.made().keys("urgent"), LARGE);
            assertThat(asAFile(source, message)).isEqualTo(200);
            assertThat(asAForm(source, message)).isEqualTo(200);
            assertThat(trace.writesSince(before)).isEmpty();

            // The same eyes see a file that the same process does write.
            trace.requireThatItSees(source.pid());
        }
    }

    private static int asAFile(PackagedSource source, byte[] message) throws IOException {
        try (SlowSender put = SlowSender.put(source.port(), "/desks/urgent/report", message.length)) {
            put.send(message, 0, message.length);
            return RawHttp.status(put.answer());
        }
    }

    /** As a browser does it: the kind of upload that a usual parser keeps in a file. */
    private static int asAForm(PackagedSource source, byte[] message) throws IOException {
        String header = "Content-Disposition: form-data; name=\"file\"; filename=\"neighbours.pgp\"\r\n"
                + "Content-Type: application/octet-stream";
        Form form = new Form().part(header.getBytes(UTF_8), message);
        return RawHttp.status(form.post(source.port(), "/desks/urgent/report"));
    }
}
