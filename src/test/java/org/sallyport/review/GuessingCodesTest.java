package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Keycloak;
import org.sallyport.testkit.RealmAdmin;
import org.sallyport.testkit.RealmAdmin.Account;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.Waiting;

/** Attacks on the real Keycloak: with a stolen password, and by a stranger who knows no more than a user name. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class GuessingCodesTest {
    private static final String PASSWORD = "a password made for one test";
    /** Wrong codes that an account may have in a row, as the realm says. */
    private static final int MOST_WRONG_CODES = 5;

    private RealmAdmin admin;

    @BeforeEach
    void anOperator() {
        admin = RealmAdmin.signedIn();
    }

    @Test
    void a_stolen_password_does_not_buy_more_than_a_few_guesses() throws Exception {
        Account account = admin.withBothFactors(PASSWORD);
        int guesses = 0;
        SignIn browser = new SignIn();
        HttpResponse<String> page = browser.password(account.name(), account.password());
        while (SignIn.asksForCode(page) && guesses < 30) {
            browser.code(page, account.wrongCode(guesses++));
            browser = new SignIn();
            page = browser.password(account.name(), account.password());
        }

        assertThat(guesses).isLessThanOrEqualTo(MOST_WRONG_CODES + 1);
        assertThat(opens(account)).as("with the right code, locked").isFalse();
        isLocked(account);

        admin.enable(account);
        assertThat(opens(account)).as("when an operator has unlocked it").isTrue();
    }

    @Test
    void guesses_within_one_sign_in_count_too() throws Exception {
        Account account = admin.withBothFactors(PASSWORD);
        SignIn browser = new SignIn();
        HttpResponse<String> page = browser.password(account.name(), account.password());
        for (int guess = 0; guess < 12 && SignIn.asksForCode(page); guess++) {
            page = browser.code(page, account.wrongCode(guess));
        }

        isLocked(account);
        assertThat(opens(account)).isFalse();
    }

    @Test
    void guesses_at_a_step_up_count_too() throws Exception {
        Account account = admin.withBothFactors(PASSWORD);
        SignIn browser = new SignIn();
        HttpResponse<String> signedIn =
                browser.code(browser.password(account.name(), account.password()), account.code());
        assertThat(signedIn.uri().getPath()).isEqualTo("/console/signed-in");
        HttpResponse<String> page = browser.follow(browser.get("/console/step-up"));
        for (int guess = 0; guess < 12 && SignIn.asksForCode(page); guess++) {
            page = browser.code(page, account.wrongCode(guess));
        }

        isLocked(account);
    }

    @Test
    void many_guesses_in_one_moment_end_with_that_moment() throws Exception {
        Account account = admin.withBothFactors(PASSWORD);
        List<Callable<Boolean>> guesses = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            SignIn browser = new SignIn();
            HttpResponse<String> page = browser.password(account.name(), account.password());
            String code = account.wrongCode(number);
            guesses.add(() -> SignIn.asksForCode(browser.code(page, code)));
        }

        atOnce(guesses);

        isLocked(account);
        assertThat(opens(account)).isFalse();
        assertThat(SignIn.asksForCode(new SignIn().password(account.name(), account.password())))
                .as("nobody is asked for another code")
                .isFalse();
    }

    @Test
    void a_stranger_who_tries_passwords_locks_nobody_out() {
        Account account = admin.withBothFactors(PASSWORD);
        for (int guess = 0; guess < 60; guess++) {
            assertThat(SignIn.asksForCode(new SignIn().password(account.name(), "a wrong password " + guess)))
                    .isFalse();
        }

        assertThat(opens(account)).isTrue();
    }

    @Test
    void a_stranger_who_hammers_keeps_nobody_out() throws Exception {
        Account account = admin.withBothFactors(PASSWORD);
        AtomicBoolean goesOn = new AtomicBoolean(true);
        AtomicInteger tried = new AtomicInteger();
        ExecutorService strangers = Executors.newFixedThreadPool(8);
        try {
            for (int stranger = 0; stranger < 8; stranger++) {
                strangers.execute(() -> {
                    while (goesOn.get()) {
                        new SignIn().password(account.name(), "a wrong password");
                        tried.incrementAndGet();
                    }
                });
            }
            for (int time = 0; time < 6; time++) {
                assertThat(opens(account)).as("sign-in %d", time).isTrue();
            }
        } finally {
            goesOn.set(false);
            strangers.shutdown();
        }
        assertThat(tried.get()).isGreaterThan(8);
    }

    @Test
    void a_code_is_taken_once() {
        Account account = admin.withBothFactors(PASSWORD);
        admin.codesReusable(false);
        try {
            String code = account.code();
            SignIn owner = new SignIn();
            assertThat(owner.code(owner.password(account.name(), account.password()), code)
                            .uri()
                            .getPath())
                    .isEqualTo("/console/signed-in");

            SignIn overTheShoulder = new SignIn();
            assertThat(overTheShoulder
                            .code(overTheShoulder.password(account.name(), account.password()), code)
                            .uri()
                            .toString())
                    .startsWith(Keycloak.address());
        } finally {
            admin.codesReusable(true);
        }
    }

    @Test
    void keycloak_writes_down_nobody_s_address_and_no_sign_in() throws IOException {
        Account account = admin.withBothFactors(PASSWORD);
        new SignIn().password(account.name(), "a wrong password");
        SignIn browser = new SignIn();
        browser.code(browser.password(account.name(), account.password()), account.wrongCode(0));
        RealmAdmin.refused();

        assertThat(Files.readString(Keycloak.log()))
                .doesNotContain("ipAddress", "LOGIN_ERROR", account.name(), account.id(), "invalid_user_credentials");
    }

    /** Keycloak counts behind its answer. */
    private void isLocked(Account account) throws Exception {
        Waiting.until("a locked account", () -> !admin.isEnabled(account));
    }

    private static boolean opens(Account account) {
        SignIn browser = new SignIn();
        HttpResponse<String> page = browser.password(account.name(), account.password());
        return SignIn.asksForCode(page)
                && browser.code(page, account.code()).uri().getPath().equals("/console/signed-in")
                && browser.get("/api/session").statusCode() == 200;
    }

    private static <T> void atOnce(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            for (Future<T> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
