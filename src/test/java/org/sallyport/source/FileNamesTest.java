package org.sallyport.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    private final FileNames names = new FileNames();

    @ParameterizedTest
    @CsvSource(textBlock = """
            photo.jpg, photo.jpg
            /home/anna/Desktop/photo.jpg, photo.jpg
            C:\\Users\\anna\\photo.jpg, photo.jpg
            ../../etc/passwd, passwd
            ..\\..\\boot.ini, boot.ini
            .., file-1
            ., file-1
            .ssh, ssh
            '', file-1
            '   ', file-1
            'report .', report
            a<b>c:d"e|f?g*.txt, abcdefg.txt
            нарушение прав.pdf, нарушение прав.pdf
            违反.docx, 违反.docx
            تقرير.pdf, تقرير.pdf
            CON, _CON
            nul.txt, _nul.txt
            contract.txt, contract.txt
            """)
    void names(String sent, String safe) {
        assertThat(names.safe(sent)).isEqualTo(safe);
    }

    @Test
    void controlCharactersAreDropped() {
        assertThat(names.safe("photo.jpg\0.exe")).isEqualTo("photo.jpg.exe");
        assertThat(names.safe("a\r\nb\u0007.txt")).isEqualTo("ab.txt");
    }

    @Test
    void nothingTurnsTheOrderOfLettersAround() {
        assertThat(names.safe("invoice\u202Efdp.exe")).isEqualTo("invoicefdp.exe");
        assertThat(names.safe("\u2066x\u2069\u200F\u200B\uFEFF.txt")).isEqualTo("x.txt");
        assertThat(names.safe("half\uD800.txt")).isEqualTo("half.txt");
    }

    @Test
    void aLongNameKeepsItsExtension() {
        String safe = names.safe("x".repeat(296) + ".pdf");
        assertThat(safe).hasSize(100).endsWith("x.pdf");
        String wide = names.safe("违".repeat(300) + ".pdf");
        assertThat(wide.getBytes(UTF_8).length).isLessThanOrEqualTo(255);
        assertThat(wide).endsWith("违.pdf");
        String pairs = names.safe("\uD83D\uDCF7".repeat(200) + ".jpg");
        assertThat(pairs.substring(0, pairs.length() - 4).codePoints()).containsOnly(0x1F4F7);
        assertThat(names.safe("y." + "z".repeat(300))).hasSize(100);
    }

    @Test
    void theSameNameTwice() {
        assertThat(names.safe("photo.jpg")).isEqualTo("photo.jpg");
        assertThat(names.safe("photo.jpg")).isEqualTo("photo (2).jpg");
        assertThat(names.safe("PHOTO.JPG")).isEqualTo("PHOTO (3).JPG");
        assertThat(names.safe("/other/photo.jpg")).isEqualTo("photo (4).jpg");
        assertThat(names.safe("photo (2).jpg")).isEqualTo("photo (2) (2).jpg");
        assertThat(names.safe("notes")).isEqualTo("notes");
        assertThat(names.safe("notes")).isEqualTo("notes (2)");
    }

    @Test
    void accentsWrittenInTwoWaysAreTheSameName() {
        assertThat(names.safe("prévenu.txt")).isEqualTo("prévenu.txt");
        assertThat(names.safe("pre\u0301venu.txt")).isEqualTo("prévenu (2).txt");
    }

    @Test
    void aLongNameTwiceIsStillShort() {
        names.safe("x".repeat(300) + ".pdf");
        assertThat(names.safe("x".repeat(300) + ".pdf")).hasSize(100).endsWith("x (2).pdf");
    }

    @Test
    void namesThatAreEmptyAreCounted() {
        names.safe("photo.jpg");
        assertThat(names.safe("")).isEqualTo("file-2");
        assertThat(names.safe("\u202E")).isEqualTo("file-3");
    }
}
