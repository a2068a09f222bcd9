package com.example.note;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class NoteApplication {

}
